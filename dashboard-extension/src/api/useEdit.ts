import { useEffect, useState } from "react";
import type { Refusals } from "./useSave";

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export interface Edit<Thing, Draft> {
  draft: Draft;
  setDraft: (draft: Draft) => void;
  isChanged: boolean;
  /** What a save says it was made from. */
  revision: string;
  /** What was read is newer than what the draft was made from: somebody else has saved it. */
  isNewer: boolean;
  /** The shop took `sent` and has this now; what was typed meanwhile stays. */
  saved: (thing: Thing, sent: Draft) => void;
  /** Let go of the draft for what the shop has. */
  takeTheirs: () => void;
  /** Go on with the draft as if it was made from what the shop has; return that revision. */
  keepMine: () => string;
}

/**
 * What is edited of one thing, made from the revision of it that was read. Something newer that comes with a later
 * read is taken while nothing is changed here; else the reader has to choose, and the shop refuses a save that does not say
 * the revision it has (a refusal of `revision`, after which the page reads again).
 */
export function useEdit<Thing extends { revision: string }, Draft>(
  read: Thing,
  draftOf: (thing: Thing) => Draft,
  refusals: Refusals,
): Edit<Thing, Draft> {
  const [base, setBase] = useState(read);
  const [draft, setDraft] = useState(() => draftOf(read));
  // Replaced by a save of ours: a read that still has it is only late.
  const [replaced, setReplaced] = useState("");
  const isChanged = !isSame(draft, draftOf(base));
  const isLate = read.revision === replaced && refusals.for("revision") === undefined;
  const isNewer = read.revision !== base.revision && !isLate;

  const takeTheirs = () => {
    setBase(read);
    setDraft(draftOf(read));
  };
  useEffect(() => {
    if (isNewer && !isChanged) takeTheirs();
  });
  return {
    draft,
    setDraft,
    isChanged,
    revision: base.revision,
    isNewer: isNewer && isChanged,
    saved: (thing, sent) => {
      setReplaced(read.revision === thing.revision ? "" : read.revision);
      setBase(thing);
      setDraft((now) => (isSame(now, sent) ? draftOf(thing) : now));
    },
    takeTheirs,
    keepMine: () => {
      setBase(read);
      return read.revision;
    },
  };
}
