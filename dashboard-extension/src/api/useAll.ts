import type { TypedDocumentNode } from "@urql/core";
import { useEffect } from "react";
import { useConnection, type Connection, type PageVariables, type Rows } from "./useConnection";

/** Beyond this many nobody reads a list as a whole; a picker that searches is what is wanted then. */
const MOST_LOADED = 2000;

/** Read a connection to its end, page by page: for what has to be known as a whole, such as a person's custom fields. */
export function useAll<Data, Variables extends PageVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "first" | "after">,
  pick: (data: Data) => Connection<Row> | null | undefined,
): Rows<Row> {
  const all = useConnection(document, variables, pick, { pageSize: 100 });
  const { hasMore, isLoadingMore, loadMore, rows } = all;
  useEffect(() => {
    if (hasMore && !isLoadingMore && rows.length < MOST_LOADED) loadMore();
  }, [hasMore, isLoadingMore, rows.length, loadMore]);
  return all;
}
