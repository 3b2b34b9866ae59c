import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    environment: "jsdom",
    setupFiles: ["./src/testing/setup.ts"],
    server: { deps: { inline: ["@saleor/macaw-ui"] } },
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    // Build machines may be slow; a test that hangs still ends.
    testTimeout: 30_000,
    // Two cores are common on build machines.
    maxWorkers: 2,
  },
});
