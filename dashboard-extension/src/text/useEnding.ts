import { useCallback } from "react";
import { humanName } from "~/ui/schema/jsonSchema";
import { useHasText, useText } from "./useText";

/** Return a function that says why a run ended: in the engine's and the recipes' words, or in those of the journey's maker. */
export function useEnding(): (reason: string) => string {
  const t = useText();
  const hasText = useHasText();
  return useCallback(
    (reason) => (hasText(`ui.end.${reason}`) ? t(`ui.end.${reason}`) : humanName(reason)),
    [t, hasText],
  );
}
