import { useEffect, useState } from "react";

/** Whether something has been waited for, since a moment in milliseconds, for more than some seconds; null waits for nothing. */
export function useOverdue(since: number | null, seconds: number): boolean {
  const due = since === null ? null : since + seconds * 1000;
  const [passed, setPassed] = useState<number | null>(null);
  useEffect(() => {
    if (due === null) return undefined;
    const timer = window.setTimeout(() => setPassed(due), Math.max(0, due - Date.now()));
    return () => window.clearTimeout(timer);
  }, [due]);
  return due !== null && passed === due;
}
