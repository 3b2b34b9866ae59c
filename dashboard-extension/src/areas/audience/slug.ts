/** Return a name for machines made from what people call it: "Shoe size" → "shoe_size"; "" if no letter is left. */
export function slugOf(name: string, separator: "-" | "_"): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const slug = words.join(separator);
  // Conditions and mails take it for a name, which begins with a letter.
  return (separator === "_" ? slug.replace(/^[^a-z]+/, "") : slug).slice(0, 63);
}
