/** Which column of a file becomes what of a contact; "" leaves it out. */
export type Mapping = Readonly<Record<string, string>>;

/** As the shop names them, in the order people look for them. */
export const TARGETS = [
  "email",
  "first_name",
  "last_name",
  "language_code",
  "country_code",
  "country_area",
  "city",
  "postal_code",
  "time_zone",
  "channel_slug",
  "consent",
  "consent_source",
  "consent_at",
  "consent_text",
  "lists",
  "tags",
] as const;

export const FIELD = "fields.";

/** What other programs call their columns; every column is named to the shop, so a wrong guess can be mended. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  "e-mail": "email",
  mail: "email",
  "email address": "email",
  "e-mail address": "email",
  "indirizzo email": "email",
  "indirizzo e-mail": "email",
  name: "first_name",
  firstname: "first_name",
  nome: "first_name",
  lastname: "last_name",
  surname: "last_name",
  cognome: "last_name",
  language: "language_code",
  lingua: "language_code",
  country: "country_code",
  paese: "country_code",
  state: "country_area",
  province: "country_area",
  region: "country_area",
  provincia: "country_area",
  zip: "postal_code",
  "zip code": "postal_code",
  postcode: "postal_code",
  cap: "postal_code",
  town: "city",
  città: "city",
  timezone: "time_zone",
  tag: "tags",
  list: "lists",
};

export interface Field {
  slug: string;
  name: string;
}

function guess(column: string, fields: readonly Field[]): string {
  const name = column.trim().toLowerCase();
  const plain = name.replaceAll(" ", "_");
  if ((TARGETS as readonly string[]).includes(plain)) return plain;
  const known = ALSO_CALLED[name] ?? ALSO_CALLED[name.replaceAll("_", " ")];
  if (known) return known;
  const slug = name.startsWith(FIELD) ? name.slice(FIELD.length) : plain;
  const field = fields.find((each) => each.slug === slug || each.name.toLowerCase() === name);
  return field ? `${FIELD}${field.slug}` : "";
}

/** Return what each column seems to be; no two become the same. */
export function guessedMapping(header: readonly string[], fields: readonly Field[]): Mapping {
  const taken = new Set<string>();
  const pairs = header.map((column) => {
    const target = guess(column, fields);
    if (!target || taken.has(target)) return [column, ""] as const;
    taken.add(target);
    return [column, target] as const;
  });
  return Object.fromEntries(pairs);
}

export interface MappingFault {
  /** The text `transfers.fault.<kind>`. */
  kind: "noEmail" | "twice" | "sameColumn" | "noName";
  name: string;
}

/** Return what keeps a mapping from being imported, most important first. */
export function faultsOf(header: readonly string[], mapping: Mapping): MappingFault[] {
  const twice = <Value>(values: readonly Value[]) =>
    [...new Set(values)].filter((each) => values.indexOf(each) !== values.lastIndexOf(each));
  const targets = header.map((column) => mapping[column] ?? "").filter(Boolean);
  return [
    ...twice(header.filter(Boolean)).map((name) => ({ kind: "sameColumn" as const, name })),
    ...header.flatMap((name, index) => (name ? [] : [{ kind: "noName" as const, name: String(index + 1) }])),
    ...(targets.includes("email") ? [] : [{ kind: "noEmail" as const, name: "" }]),
    ...twice(targets).map((name) => ({ kind: "twice" as const, name })),
  ];
}
