// Adds to package-lock.json the packages of platforms that the registry in use did not have when it was written.
// npm leaves such optional packages out, and `npm ci` then refuses the lock everywhere. Run it after `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const { packages } = lock;

/** "@rollup/rollup-linux-arm64-musl" → what npm needs to know to skip it elsewhere. */
function platformOf(name) {
  const match =
    /-(android|darwin|freebsd|linux|openbsd|openharmony|win32)-([a-z0-9]+?)(64)?(?:-|$)(?:.*(gnu|musl))?/.exec(
      name,
    );
  if (!match) return null;
  const [, os, cpu, bits = "", libc] = match;
  return {
    cpu: [cpu + bits],
    os: [os],
    ...(os === "linux" && libc ? { libc: [libc === "gnu" ? "glibc" : libc] } : {}),
  };
}

let added = 0;
for (const { dev, optionalDependencies = {} } of Object.values(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const key = `node_modules/${name}`;
    const platform = platformOf(name);
    if (packages[key] || !platform || !/^\d/.test(version)) continue;
    packages[key] = { version, ...platform, ...(dev && { dev }), license: "MIT", optional: true };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added.`);
