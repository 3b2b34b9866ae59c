/** The shop's global ids: its API speaks them, while conditions and definitions hold the number inside. */
import type { Json } from "../schema/jsonSchema";

/** "UHJvZHVjdDo3" → 7; a shop with other ids than Saleor's gives none. */
export function numberOf(globalId: string): number | null {
  try {
    const found = /^\w+:(\d+)$/.exec(atob(globalId));
    return found ? Number(found[1]) : null;
  } catch {
    return null;
  }
}

export const globalId = (type: string, number: Json) => btoa(`${type}:${String(number)}`);
