import type { TypedDocumentNode } from "@urql/core";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "./problems";

export interface PageVariables {
  first?: number | null;
  after?: string | null;
}

export interface Connection<Row> {
  totalCount?: number | null;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  edges: readonly { node: Row }[];
}

export interface Rows<Row> {
  rows: readonly Row[];
  /** Null until the first page is there, or if the query does not ask for it. */
  total: number | null;
  isLoading: boolean;
  isLoadingMore: boolean;
  hasMore: boolean;
  problem: Problem | null;
  loadMore: () => void;
  reload: () => void;
}

interface State<Row> {
  rows: readonly Row[];
  total: number | null;
  cursor: string | null;
  hasMore: boolean;
  loading: "first" | "more" | null;
  problem: Problem | null;
}

type Action<Row> =
  | { type: "start"; keepRows: boolean }
  | { type: "more" }
  | { type: "page"; connection: Connection<Row>; isFirst: boolean }
  | { type: "fail"; problem: Problem };

const empty = {
  rows: [],
  total: null,
  cursor: null,
  hasMore: false,
  loading: "first",
  problem: null,
} as const;

function reduce<Row>(state: State<Row>, action: Action<Row>): State<Row> {
  switch (action.type) {
    case "start":
      return action.keepRows ? { ...state, loading: "first", problem: null } : { ...empty };
    case "more":
      return { ...state, loading: "more", problem: null };
    case "page": {
      const found = action.connection.edges.map((edge) => edge.node);
      return {
        rows: action.isFirst ? found : [...state.rows, ...found],
        total: action.isFirst ? (action.connection.totalCount ?? null) : state.total,
        cursor: action.connection.pageInfo.endCursor ?? null,
        hasMore: action.connection.pageInfo.hasNextPage,
        loading: null,
        problem: null,
      };
    }
    case "fail":
      return { ...state, loading: null, problem: action.problem };
  }
}

/**
 * Read a connection page by page with its cursors; new variables start over. Answers to questions nobody asks any
 * more (a filter typed further meanwhile) are thrown away.
 */
export function useConnection<Data, Variables extends PageVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "first" | "after">,
  pick: (data: Data) => Connection<Row> | null | undefined,
  { pageSize = 50, pause = false }: { pageSize?: number; pause?: boolean } = {},
): Rows<Row> {
  const client = useClient();
  const [state, dispatch] = useReducer(reduce<Row>, empty as State<Row>);
  const asked = useRef(0);
  const latest = useRef({ variables, pick, state });
  latest.current = { variables, pick, state };

  const ask = useCallback(
    async (after: string | null) => {
      const number = ++asked.current;
      const given = { ...latest.current.variables, first: pageSize, after } as Variables;
      const { data, error } = await client
        .query(document, given, { requestPolicy: "network-only" })
        .toPromise();
      if (number !== asked.current) return;
      const connection = data ? latest.current.pick(data) : null;
      if (connection) dispatch({ type: "page", connection, isFirst: after === null });
      else
        dispatch({
          type: "fail",
          problem: problemOf(error) ?? { kind: "server", detail: "The answer was empty." },
        });
    },
    [client, document, pageSize],
  );

  const key = JSON.stringify(variables);
  useEffect(() => {
    if (pause) return undefined;
    dispatch({ type: "start", keepRows: false });
    void ask(null);
    return () => {
      asked.current += 1;
    };
  }, [ask, key, pause]);

  const loadMore = useCallback(() => {
    const { hasMore, loading, cursor, problem } = latest.current.state;
    if (!hasMore || loading || problem) return;
    dispatch({ type: "more" });
    void ask(cursor);
  }, [ask]);

  const reload = useCallback(() => {
    dispatch({ type: "start", keepRows: true });
    void ask(null);
  }, [ask]);

  return {
    rows: state.rows,
    total: state.total,
    isLoading: state.loading === "first" && !pause,
    isLoadingMore: state.loading === "more",
    hasMore: state.hasMore,
    problem: state.problem,
    loadMore,
    reload,
  };
}
