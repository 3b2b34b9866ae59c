import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const OUR_ROOT = "node_modules/";

/** Write THIRD_PARTY_NOTICES.txt: name, version, licence and licence text of every package in the bundle. */
export function notices(): Plugin {
  return {
    name: "third-party-notices",
    apply: "build",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.type === "chunk" ? Object.keys(chunk.modules) : chunk.originalFileNames) {
          const folder = packageFolder(id);
          if (folder) folders.add(folder);
        }
      }
      // Its style sheet and font are assets, which name no module.
      folders.add(join(process.cwd(), OUR_ROOT, "@saleor/macaw-ui"));
      const parts = [...folders].map(notice).sort();
      this.emitFile({
        type: "asset",
        fileName: "THIRD_PARTY_NOTICES.txt",
        source: parts.join(`\n\n${"-".repeat(80)}\n\n`),
      });
    },
  };
}

function packageFolder(id: string): string | null {
  const at = id.lastIndexOf(`/${OUR_ROOT}`);
  if (at < 0) return null;
  const parts = id.slice(at + OUR_ROOT.length + 1).split("/");
  const name = parts[0]!.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
  return join(id.slice(0, at + 1).replace(/^\0/, ""), OUR_ROOT, name);
}

function notice(folder: string): string {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  const changes =
    about.name === "@saleor/macaw-ui"
      ? "\nChanged: only one of the fonts of its style sheet is included.\n"
      : "";
  return `${about.name} ${about.version}\nLicence: ${about.license ?? "see below"}\n${changes}\n${text}`;
}
