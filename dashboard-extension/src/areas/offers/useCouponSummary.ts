import { useFormats } from "~/text/format";
import type { JsonObject } from "~/ui/schema/jsonSchema";
import { useNamed } from "./useWords";

/** "10% off", "€5.00 off the order" … : what a coupon gives, from its terms. */
export function useCouponSummary(): (definition: string) => string {
  const formats = useFormats();
  const kindName = useNamed("kind");
  return (definition) => {
    const terms = JSON.parse(definition) as JsonObject;
    const name = kindName(String(terms.kind));
    if (terms.kind === "percentage") return `${name}: ${formats.percent(Number(terms.percentage) / 100)}`;
    if (terms.kind === "fixed") {
      const amounts = Object.entries((terms.amounts ?? {}) as Record<string, string>);
      return `${name}: ${amounts.map(([currency, amount]) => formats.money(amount, currency)).join(", ")}`;
    }
    if (terms.kind === "membership") return `${name}: ${String(terms.tag)}`;
    if (terms.kind === "contest_entry") return `${name}: ${String(terms.prize)}`;
    return name;
  };
}
