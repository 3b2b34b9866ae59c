import prettier from "eslint-config-prettier";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "coverage", "src/**/gql"] },
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs["recommended-latest"],
  {
    rules: {
      "no-restricted-globals": [
        "error",
        {
          name: "confirm",
          message: "The Dashboard's frame blocks it and it answers false: use ConfirmDialog.",
        },
        { name: "alert", message: "The Dashboard's frame blocks it: use notify() or ErrorNotice." },
        { name: "prompt", message: "The Dashboard's frame blocks it: use a form." },
      ],
      "no-restricted-properties": [
        "error",
        {
          object: "location",
          property: "reload",
          message: "A load inside the frame cuts the line to the Dashboard.",
        },
      ],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["src/areas/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^~/areas/",
              message: "Areas do not import each other: link by address, share through ~/ui.",
            },
          ],
        },
      ],
    },
  },
  prettier,
);
