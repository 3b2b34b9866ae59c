import { useEffect, useState } from "react";

const TYPING_MS = 300;

/** Return a typed word once typing pauses, so that not every letter asks the shop. */
export function useLater(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(typed), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return settled;
}
