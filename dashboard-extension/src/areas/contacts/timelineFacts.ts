type Scalar = string | number | boolean;

const isScalar = (value: unknown): value is Scalar =>
  (typeof value === "string" && value !== "") || typeof value === "number" || typeof value === "boolean";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function read(facts: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(facts);
    return isRecord(data) ? data : {};
  } catch {
    return {};
  }
}

const MOST = 12;

/** Return the values behind an entry that can be read at a glance: what an event carried, what a step looked at. */
export function valuesOf(facts: string): readonly (readonly [string, string])[] {
  const { data, facts: looked } = read(facts);
  return [data, looked]
    .filter(isRecord)
    .flatMap((values) => Object.entries(values))
    .filter((pair): pair is [string, Scalar] => isScalar(pair[1]))
    .slice(0, MOST)
    .map(([name, value]) => [name.replaceAll("_", " "), String(value)] as const);
}

/** Return the ID of the order an entry is about as the Dashboard's addresses have it, or null. */
export function orderIdOf(facts: string): string | null {
  const { order_id: order } = read(facts);
  return typeof order === "string" && order ? btoa(`Order:${order}`) : null;
}
