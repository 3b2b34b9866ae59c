import { parse, type MessageFormatElement, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Messages } from "./languages";

const files = import.meta.glob<Messages>(
  ["../i18n/*.json", "../areas/*/i18n/*.json", "../ui/*/i18n/*.json"],
  {
    eager: true,
    import: "default",
  },
);
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*", "!../**/gql/**"], {
  eager: true,
  query: "?raw",
  import: "default",
});

const folders = [...new Set(Object.keys(files).map((path) => path.replace(/\/\w+\.json$/, "")))];
/** "../areas/contacts" of any path in an area, or in a part of `ui` that has texts of its own. */
const partOf = (path: string) => /^\.\.\/(?:areas|ui)\/[^/]+(?=\/)/.exec(path)?.[0];

function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((each) => {
    if (each.type === TYPE.literal || each.type === TYPE.pound) return [];
    const inside =
      "options" in each ? Object.values(each.options).flatMap(({ value }) => placeholders(value)) : [];
    return [String(each.value), ...inside];
  });
}
const placeholdersOf = (message: string) => [...new Set(placeholders(parse(message)))].sort();

describe.each(folders)("%s", (folder) => {
  const english = files[`${folder}/en.json`]!;

  it.each(LANGUAGES)("has every text in %s, with the same placeholders", (language) => {
    const texts = files[`${folder}/${language}.json`] ?? {};
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    for (const [id, message] of Object.entries(english)) {
      expect({ id, placeholders: placeholdersOf(texts[id]!) }).toEqual({
        id,
        placeholders: placeholdersOf(message),
      });
    }
  });

  it("names its texts after the area", () => {
    const area = partOf(folder)?.split("/").at(-1);
    const strangers = Object.keys(english).filter((id) => area && !id.startsWith(`${area}.`));
    expect(strangers).toEqual([]);
  });
});

/** Ids that are made from an answer (`t(`problem.${kind}.what`)`) are covered by the tests of their component. */
const ID = /\bt\(\s*"([^"]+)"/g;

it("has a text for every id the code asks for", () => {
  const shell = files["../i18n/en.json"]!;
  const missing = Object.entries(sources).flatMap(([path, source]) => {
    const own = files[`${partOf(path)}/i18n/en.json`] ?? {};
    return [...source.matchAll(ID)]
      .map((match) => match[1]!)
      .filter((id) => !(id in shell) && !(id in own))
      .map((id) => `${path}: ${id}`);
  });
  expect(missing).toEqual([]);
});
