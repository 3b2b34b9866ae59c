import { useEffect, useMemo, useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "~/api/problems";
import type { Json } from "../schema/jsonSchema";
import { keysOf, labelOf, sourceOf, valueOf, type SourceName } from "./things";

/** Names are asked for this many things of a kind; the others are shown as they are stored. */
const MOST_NAMES = 100;

export type Wanted = Readonly<Partial<Record<SourceName, readonly Json[]>>>;

export interface Named {
  label: string;
  id: string;
}

export type Names = ReadonlyMap<SourceName, ReadonlyMap<string, Named>>;

const NOTHING: ReadonlyMap<string, Named> = new Map();

/**
 * Return what chosen things of several kinds are called, by kind and by their value as text. What is gone from the shop
 * is missing; while others are asked for, the names known before stay.
 */
export function useAllNames(wanted: Wanted): { names: Names; problem: Problem | null } {
  const client = useClient();
  const [names, setNames] = useState<Names>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = JSON.stringify(wanted);
  useEffect(() => {
    let isWanted = true;
    setProblem(null);
    const ask = async (name: SourceName, values: readonly Json[]) => {
      const source = sourceOf(name);
      if (!source.namedBy || !values.length) return;
      const keys = keysOf(source, values.slice(0, MOST_NAMES));
      const { data, error } = await client
        .query(source.search, { first: MOST_NAMES, [source.namedBy]: keys }, { requestPolicy: "cache-first" })
        .toPromise();
      if (!isWanted) return;
      if (error) setProblem(problemOf(error));
      const found = (data?.found?.edges ?? []).map(
        ({ node }) => [String(valueOf(source, node)), { label: labelOf(node), id: node.id }] as const,
      );
      setNames((before) => new Map([...before, [name, new Map([...(before.get(name) ?? []), ...found])]]));
    };
    const asked = JSON.parse(key) as Record<SourceName, readonly Json[]>;
    for (const [name, values] of Object.entries(asked)) void ask(name as SourceName, values);
    return () => {
      isWanted = false;
    };
  }, [client, key]);
  return { names, problem };
}

/** Return what chosen things of one kind are called, by their value as text. */
export function useNames(source: SourceName, values: readonly Json[]): ReadonlyMap<string, Named> {
  const { names } = useAllNames(useMemo(() => ({ [source]: values }), [source, values]));
  return names.get(source) ?? NOTHING;
}
