import type { TypedDocumentNode } from "@urql/core";
import { useCallback, useEffect, useRef } from "react";
import { useQuery } from "urql";
import { problemOf, type Problem } from "./problems";

export interface Read<Data> {
  data: Data | undefined;
  isLoading: boolean;
  problem: Problem | null;
  reload: () => void;
}

/**
 * Run a query; shows what is known at once and asks the shop again. While other variables are asked for, the answer
 * before stays in sight, unless it is about another `id`: that would be one thing under the address of another.
 * `everySeconds` keeps asking while it is set. `isLasting` asks only once for what stays as it is while the page is
 * open, such as a catalogue many forms need.
 */
export function useRead<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  {
    pause = false,
    everySeconds = 0,
    isLasting = false,
  }: { pause?: boolean; everySeconds?: number; isLasting?: boolean } = {},
): Read<Data> {
  const [result, execute] = useQuery({
    query: document,
    variables,
    pause,
    requestPolicy: isLasting ? "cache-first" : "cache-and-network",
  });
  const reload = useCallback(() => execute({ requestPolicy: "network-only" }), [execute]);
  const latest = useRef(reload);
  latest.current = reload;
  useEffect(() => {
    if (!everySeconds || pause) return undefined;
    const timer = window.setInterval(() => latest.current(), everySeconds * 1000);
    return () => window.clearInterval(timer);
  }, [everySeconds, pause]);
  const data = idOf(result.operation?.variables) === idOf(variables) ? result.data : undefined;
  return {
    data,
    isLoading: result.fetching && !data,
    problem: problemOf(result.error),
    reload,
  };
}

const idOf = (variables: object | undefined) => (variables as { id?: unknown } | undefined)?.id;
