import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { gzipBesides } from "./tools/gzip";
import { notices } from "./tools/notices";
import { onlyUsedFonts } from "./tools/fonts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/plugins/saleor.automation/app/",
  plugins: [react(), onlyUsedFonts(["Inter-roman.var"]), notices(), gzipBesides()],
  resolve: { alias: { "~": here("./src") } },
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    outDir: here("../saleor_automation/assets/dashboard"),
    emptyOutDir: true,
    target: "es2022",
    // A data: URL for a script or style would need a weaker Content-Security-Policy.
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        // What every page needs is one chunk that stays cached when only an area changed.
        manualChunks: (id) =>
          /node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run|react-intl|@formatjs|intl-messageformat|urql|@urql|wonka|graphql)\//.test(
            id,
          )
            ? "base"
            : undefined,
      },
    },
  },
  server: { proxy: { "/graphql/": process.env.SHOP_URL ?? "http://localhost:8000" } },
});
