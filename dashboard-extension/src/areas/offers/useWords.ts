import { useCallback } from "react";
import { useHasText, useText } from "~/text/useText";

/** Fallbacks are sources, and rows of a list have the words of one: "fallbacks.*.kind" → "source.kind". */
const usual = (path: string) => path.replace(/^fallbacks\.\*/, "source").replace(/\.\*/g, "");

/** The words of a form by the paths of its fields, as SchemaForm asks for them. `what` is "list" or "coupon". */
export function useWords(what: "list" | "coupon") {
  const t = useText();
  const hasText = useHasText();
  const find = useCallback(
    (path: string, suffix = "") => {
      const id = `offers.${what}.${usual(path)}${suffix}`;
      return hasText(id) ? t(id) : undefined;
    },
    [t, hasText, what],
  );
  return {
    labelOf: useCallback((path: string) => find(path), [find]),
    hintOf: useCallback((path: string) => find(path, ".hint"), [find]),
  };
}

/** A word of the shop in the reader's language, or as the shop has it. */
export function useNamed(group: string): (value: string) => string {
  const t = useText();
  const hasText = useHasText();
  return (value) => {
    const id = `offers.${group}.${value}`;
    return hasText(id) ? t(id) : value.replaceAll("_", " ");
  };
}
