import { existsSync, readdirSync } from "node:fs";
import type { CodegenConfig } from "@graphql-codegen/cli";

/**
 * Every area has its own operations and its own generated folder, so that a lazy chunk carries only what it asks.
 * `npm run codegen -- contacts` (AREAS=contacts) generates one area and leaves the others alone.
 */
const chosen = process.env.AREAS?.split(",").filter(Boolean);
const foldersIn = (parent: string): string[] =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`);
const folders = [
  "src/shell",
  // Parts that several areas show and that ask the shop by themselves, such as the condition builder.
  ...foldersIn("src/ui"),
  ...foldersIn("src/areas"),
].filter((folder) => !chosen || chosen.includes(folder.split("/").at(-1)!));

const hasOperations = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(".graphql"));

const config: CodegenConfig = {
  // The shop's own types as the sandbox offers them (each is also in every supported Saleor), and ours.
  schema: ["schema/host.graphql", "../saleor_automation/graphql/schema.graphql"],
  generates: Object.fromEntries(
    folders.filter(hasOperations).map((folder) => [
      `${folder}/gql/`,
      {
        preset: "client",
        documents: [`${folder}/**/*.graphql`],
        presetConfig: { fragmentMasking: false },
        config: {
          useTypeImports: true,
          enumsAsTypes: true,
          onlyOperationTypes: true,
          skipTypename: true,
          defaultScalarType: "unknown",
          scalars: {
            AutomationDefinition: "unknown",
            Date: "string",
            DateTime: "string",
            Decimal: "number | string",
            JSON: "unknown",
            JSONString: "string",
            Metadata: "Record<string, string>",
            PositiveDecimal: "number | string",
            UUID: "string",
            Upload: "File",
          },
        },
      },
    ]),
  ),
};

export default config;
