import { useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "~/api/problems";
import { TransferLinksDocument } from "./gql/graphql";

/**
 * Fetch a file of a transfer. Links are good for a quarter of an hour and the page may be older, so each click asks
 * for a new one: an old link would lead the frame to an error page, away from us.
 */
export function useDownload(id: string) {
  const client = useClient();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isGone, setGone] = useState(false);

  const download = async (what: "file" | "errors") => {
    setLoading(true);
    const { data, error } = await client
      .query(TransferLinksDocument, { id }, { requestPolicy: "network-only" })
      .toPromise();
    setLoading(false);
    setProblem(problemOf(error));
    if (error) return;
    const url = what === "file" ? data?.automationTransfer?.fileUrl : data?.automationTransfer?.errorsUrl;
    setGone(!url);
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    // The shop names the file; it may stream for minutes, so it is not fetched into memory here.
    link.download = "";
    link.click();
  };
  return { download, isLoading, problem, isGone };
}
