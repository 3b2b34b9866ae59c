import type { TypedDocumentNode } from "@urql/core";
import { useCallback } from "react";
import { useQuery } from "urql";

/**
 * Count what a filter finds apart from its rows: the first of a million are shown long before all are counted. Null until
 * the count of just these variables is there.
 */
export function useCount<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pick: (data: Data) => number | null | undefined,
): { total: number | null; reload: () => void } {
  const [result, execute] = useQuery({ query: document, variables, requestPolicy: "network-only" });
  const reload = useCallback(() => execute({ requestPolicy: "network-only" }), [execute]);
  const isOfThese = JSON.stringify(result.operation?.variables) === JSON.stringify(variables);
  return { total: isOfThese && result.data ? (pick(result.data) ?? null) : null, reload };
}
