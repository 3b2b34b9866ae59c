import type { Plugin } from "vite";

/**
 * Drop every @font-face whose file is not named: macaw-ui's style sheet brings 48 of them, 3.7 MB, and the
 * Dashboard's look needs one variable font.
 */
export function onlyUsedFonts(names: readonly string[]): Plugin {
  return {
    name: "only-used-fonts",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("macaw-ui") || !/\.css(\?|$)/.test(id)) return null;
      const kept = code.replace(/@font-face\s*\{[^}]*\}/g, (face) =>
        names.some((name) => face.includes(`${name}.woff2`)) ? face : "",
      );
      if (!kept.includes("@font-face"))
        this.error(`None of the fonts ${names.join(", ")} is in ${id} any more.`);
      return { code: kept, map: null };
    },
  };
}
