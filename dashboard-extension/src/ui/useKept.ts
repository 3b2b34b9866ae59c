import { useCallback, useState } from "react";

const kept = new Map<string, unknown>();

/**
 * State that is still there when the reader comes back to the page: the filters of a list. The Dashboard keeps only the
 * path of our addresses, so they cannot go there.
 */
export function useKept<Value>(key: string, start: Value): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(() => (kept.has(key) ? (kept.get(key) as Value) : start));
  const keep = useCallback(
    (next: Value) => {
      kept.set(key, next);
      setValue(next);
    },
    [key],
  );
  return [value, keep];
}

/** Set what a page that is opened next finds: a link that leads to a filtered list. */
export const keepFor = (key: string, value: unknown): void => void kept.set(key, value);

/** Forget everything; for tests. */
export const forgetKept = () => kept.clear();
