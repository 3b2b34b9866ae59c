import { useCallback } from "react";
import { parseDuration } from "~/ui/fields";
import { useFormats } from "./format";
import { useText } from "./useText";

/** Return a function that says a length of time in the reader's language: definitions write "3 days". */
export function useLength(): (length: string) => string {
  const t = useText();
  const formats = useFormats();
  return useCallback(
    (length) => {
      const parsed = parseDuration(length);
      return parsed
        ? `${formats.number(parsed.count)} ${t(`ui.unit.${parsed.unit}`, { count: parsed.count })}`
        : length;
    },
    [t, formats],
  );
}
