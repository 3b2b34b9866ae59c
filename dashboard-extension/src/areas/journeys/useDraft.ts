import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "~/api/problems";
import type { Refusal } from "~/api/useSave";
import { begin, change, readDefinition, redo, undo, type Definition, type History } from "./definition";
import { JourneyUpdateDocument, type JourneyPartsFragment } from "./gql/graphql";

/** Typing pauses this long before the draft is saved, and a lost network is tried again after so long. */
const PAUSE_MS = 800;
const RETRY_MS = 5_000;

export type DraftState = "saved" | "changed" | "saving" | "offline" | "conflict" | "refused";

export interface Draft {
  definition: Definition;
  state: DraftState;
  problem: Problem | null;
  refusals: readonly Refusal[];
  /** The journey as the shop last had it. */
  journey: JourneyPartsFragment;
  /** Whether what is shown was found in this browser, not saved before the page was closed. */
  isFound: boolean;
  canUndo: boolean;
  canRedo: boolean;
  edit: (next: Definition, about?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Save what is not saved yet; true if the shop has everything. */
  flush: () => Promise<boolean>;
  /** The revision after the last save, also within the event that saved it. */
  revision: () => number;
  /** Take what the shop has, and let go of what is here. */
  take: (journey: JourneyPartsFragment) => void;
}

interface Kept {
  revision: number;
  draft: string;
}

/**
 * The draft of a journey: edited here, kept in this browser tab at every change, saved to the shop when typing pauses,
 * and tried again while the network is lost. If somebody else saved meanwhile nothing is overwritten: the state is
 * "conflict" until the reader takes the other version.
 */
export function useDraft(read: JourneyPartsFragment): Draft {
  const client = useClient();
  const name = `automation.journey.${read.id}`;
  const [found] = useState(() => readKept(name));
  const [journey, setJourney] = useState(read);
  const [history, setHistory] = useState<History>(() => begin(readDefinition(found?.draft ?? read.draft)));
  const [state, setState] = useState<DraftState>(() => {
    if (!found) return "saved";
    return found.revision === read.revision ? "changed" : "conflict";
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const latest = useRef({ history, journey, state, name });
  latest.current = { ...latest.current, history, journey, name };
  const running = useRef<Promise<boolean> | null>(null);

  const enter = useCallback((next: DraftState) => {
    latest.current.state = next;
    setState(next);
  }, []);

  const take = useCallback(
    (next: JourneyPartsFragment) => {
      write(latest.current.name, null);
      latest.current.journey = next;
      setJourney(next);
      setHistory(begin(readDefinition(next.draft)));
      setProblem(null);
      setRefusals([]);
      enter("saved");
    },
    [enter],
  );

  const save = useCallback(async (): Promise<boolean> => {
    const { history: sent, journey: based } = latest.current;
    const definition = JSON.stringify(sent.present);
    enter("saving");
    const { data, error } = await client
      .mutation(JourneyUpdateDocument, { id: based.id, input: { revision: based.revision, definition } })
      .toPromise();
    const payload = data?.automationJourneyUpdate;
    if (error || !payload) {
      const why = problemOf(error) ?? { kind: "server" as const, detail: "The answer was empty." };
      setProblem(why);
      enter(why.kind === "network" || why.kind === "unavailable" ? "offline" : "refused");
      return false;
    }
    setProblem(null);
    setRefusals(payload.errors);
    if (payload.errors.length || !payload.journey) {
      enter(payload.errors.some(({ code }) => code === "CONFLICT") ? "conflict" : "refused");
      return false;
    }
    latest.current.journey = payload.journey;
    setJourney(payload.journey);
    if (latest.current.history.present !== sent.present) {
      write(latest.current.name, {
        revision: payload.journey.revision,
        draft: JSON.stringify(latest.current.history.present),
      });
      enter("changed");
      return false;
    }
    write(latest.current.name, null);
    enter("saved");
    return true;
  }, [client, enter]);

  /** One save at a time: the second would name a revision the first has made old. */
  const flush = useCallback(async (): Promise<boolean> => {
    for (;;) {
      if (running.current) await running.current;
      const { state: now } = latest.current;
      if (now === "saved") return true;
      if (now === "conflict") return false;
      running.current ??= save().finally(() => {
        running.current = null;
      });
      if (await running.current) return true;
      if (latest.current.state !== "changed") return false;
    }
  }, [save]);

  useEffect(() => {
    if (state !== "changed" && state !== "offline") return undefined;
    const again = () => void flush();
    const timer = window.setTimeout(again, state === "offline" ? RETRY_MS : PAUSE_MS);
    window.addEventListener("online", again);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", again);
    };
    // `history` restarts the pause at every change.
  }, [state, history, flush]);

  // Leaving the page saves at once; if that fails the browser has kept the draft.
  useEffect(() => () => void (latest.current.state === "changed" && flush()), [flush]);

  // The page read the journey again (status, numbers, another tab): take it unless there is something to lose.
  useEffect(() => {
    const { journey: known, state: now } = latest.current;
    if (read.revision < known.revision || read === known) return;
    if (read.revision === known.revision) setJourney(read);
    else if (now === "saved") take(read);
    else if (now !== "saving") enter("conflict");
  }, [read, take, enter]);

  const put = useCallback(
    (next: History) => {
      latest.current.history = next;
      setHistory(next);
      const { journey: based, state: now } = latest.current;
      write(latest.current.name, { revision: based.revision, draft: JSON.stringify(next.present) });
      if (now !== "conflict" && now !== "saving") enter("changed");
    },
    [enter],
  );
  const edit = useCallback(
    (next: Definition, about?: string) => {
      if (next !== latest.current.history.present) put(change(latest.current.history, next, about));
    },
    [put],
  );
  return useMemo(
    () => ({
      definition: history.present,
      state,
      problem,
      refusals,
      journey,
      isFound: found !== null,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      edit,
      undo: () => put(undo(latest.current.history)),
      redo: () => put(redo(latest.current.history)),
      flush,
      revision: () => latest.current.journey.revision,
      take,
    }),
    [history, state, problem, refusals, journey, found, edit, put, flush, take],
  );
}

function readKept(name: string): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? "null") as Kept | null;
    if (kept) readDefinition(kept.draft);
    return kept;
  } catch {
    return null; // storage is closed to frames in some browsers, or holds what is no draft
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
