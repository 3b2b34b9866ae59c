// Prints what a visitor loads, compressed, and fails if the first page is over the budget.
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BUDGET_KB = 250;
const folder = fileURLToPath(new URL("../../saleor_automation/assets/dashboard/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${folder}.vite/manifest.json`, "utf8"));

const sizes = (file) => statSync(`${folder}${file}.gz`).size / 1024;
const filesOf = (key, seen = new Set()) => {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((each) => filesOf(each, seen))];
};
const print = (name, kb) => console.log(`${kb.toFixed(1).padStart(8)} kB gz  ${name}`);

const first = new Set(filesOf("index.html"));
let total = 0;
for (const file of first) {
  total += sizes(file);
  print(file, sizes(file));
}
print(`first load (budget ${BUDGET_KB}), to which comes the font:`, total);
for (const file of manifest["index.html"].assets ?? []) print(file, statSync(`${folder}${file}`).size / 1024);
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || key.endsWith(".json")) continue;
  const own = [...new Set(filesOf(key))].filter((file) => !first.has(file));
  print(
    `+ ${key}`,
    own.reduce((sum, file) => sum + sizes(file), 0),
  );
}
if (total > BUDGET_KB) {
  console.error(
    `The first load is ${(total - BUDGET_KB).toFixed(1)} kB over the budget: make something lazy.`,
  );
  process.exit(1);
}
