import { useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "~/api/problems";
import { ContactDataDocument } from "./gql/graphql";

/** Read everything that is kept about a person, and hand it to the browser as a file. */
export function useExport({ id, email }: { id: string; email: string }) {
  const client = useClient();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const download = async () => {
    setLoading(true);
    const { data, error } = await client
      .query(ContactDataDocument, { id }, { requestPolicy: "network-only" })
      .toPromise();
    setLoading(false);
    setProblem(problemOf(error));
    if (!data?.automationContactData) return;
    const content = JSON.stringify(JSON.parse(data.automationContactData), null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = `${email.replace(/[^\w.@-]/g, "_")}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return { download, isLoading, problem };
}
