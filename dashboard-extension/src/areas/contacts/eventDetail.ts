/** What an event carries that helps to recognise it, in the order in which it says most. */
const TELLING = [
  "name",
  "product_name",
  "tag",
  "list",
  "segment",
  "journey",
  "score",
  "tier",
  "field",
  "url",
  "path",
  "number",
];

/** Return a line about an event from its data (JSON), or the subject of its message; empty if there is nothing to say. */
export function detailOf(data: string, subject?: string | null): string {
  if (subject) return subject;
  try {
    const values = JSON.parse(data) as Record<string, unknown>;
    const found = TELLING.map((key) => values[key]).find(
      (value) => typeof value === "string" || typeof value === "number",
    );
    return found === undefined ? "" : String(found);
  } catch {
    return "";
  }
}
