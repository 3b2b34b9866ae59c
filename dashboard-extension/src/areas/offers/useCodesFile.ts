import { useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "~/api/problems";
import { CouponFileDocument, type AutomationCouponState } from "./gql/graphql";

/** Read a coupon's codes piece by piece and hand them to the browser as a CSV file; a lost piece gives no file. */
export function useCodesFile(coupon: { id: string; slug: string }, states: AutomationCouponState[] | null) {
  const client = useClient();
  const [isLoading, setLoading] = useState(false);
  const [count, setCount] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);

  const read = async (): Promise<string[] | null> => {
    const pieces: string[] = [];
    let after: string | null | undefined = null;
    let seen = 0;
    do {
      const { data, error }: Awaited<ReturnType<typeof ask>> = await ask(after);
      const piece = data?.automationCouponCodesFile;
      if (!piece) {
        setProblem(problemOf(error) ?? { kind: "server", detail: "The answer was empty." });
        return null;
      }
      pieces.push(piece.csv);
      seen += piece.count;
      setCount(seen);
      after = piece.endCursor;
    } while (after);
    return pieces;
  };
  const ask = (after: string | null | undefined) =>
    client
      .query(CouponFileDocument, { id: coupon.id, states, after }, { requestPolicy: "network-only" })
      .toPromise();

  const download = async () => {
    setLoading(true);
    setProblem(null);
    setCount(0);
    const pieces = await read();
    setLoading(false);
    if (!pieces) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(pieces, { type: "text/csv" }));
    link.download = `${coupon.slug}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return { download, isLoading, count, problem };
}
