// Generates the typed operations; arguments name areas (`npm run codegen -- contacts journeys`), none means all.
import { spawnSync } from "node:child_process";

const areas = process.argv.slice(2);
const { status } = spawnSync("graphql-codegen", ["--config", "codegen/codegen.ts"], {
  stdio: "inherit",
  env: { ...process.env, ...(areas.length ? { AREAS: areas.join(",") } : {}) },
});
process.exit(status ?? 1);
