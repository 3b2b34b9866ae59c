import { useMemo, useState } from "react";
import type { Content } from "./content";

interface Kept {
  revision: number;
  content: Content;
}

/**
 * What was typed and not saved, kept in this browser tab with the revision it was written on: a lost network or a
 * reload loses no work, and saving it later overwrites nobody who was faster.
 */
export function useUnsaved(slug: string) {
  const name = `automation.template.${slug}`;
  const [found, setFound] = useState(() => read(name));
  return useMemo(
    () => ({
      found,
      keep: (content: Content, revision: number) => write(name, { revision, content }),
      drop: () => {
        setFound(null);
        write(name, null);
      },
    }),
    [found, name],
  );
}

function read(name: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null") as Kept | null;
  } catch {
    return null; // storage is closed to frames in some browsers
  }
}

function write(name: string, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(name, JSON.stringify(kept));
    else sessionStorage.removeItem(name);
  } catch {
    // storage is closed to frames in some browsers: then the page alone holds the work
  }
}
