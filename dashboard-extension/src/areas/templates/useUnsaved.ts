import { useMemo, useState } from "react";
import type { Content } from "./content";

interface Kept {
  revision: number;
  content: Content;
}

/**
 * What was typed and not saved, kept in this browser tab: a lost network or a reload loses no work. It is taken up
 * again only on the revision it was written on.
 */
export function useUnsaved(slug: string, revision: number) {
  const name = `automation.template.${slug}`;
  const [found, setFound] = useState(() => read(name, revision));
  return useMemo(
    () => ({
      found,
      keep: (content: Content) => write(name, { revision, content }),
      drop: () => {
        setFound(null);
        write(name, null);
      },
    }),
    [found, name, revision],
  );
}

function read(name: string, revision: number): Content | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? "null") as Kept | null;
    return kept?.revision === revision ? kept.content : null;
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
