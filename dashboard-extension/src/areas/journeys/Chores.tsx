import { useEffect } from "react";
import { useText } from "~/text/useText";
import { Notice } from "~/ui/Notice";
import { ProgressBar } from "~/ui/Progress";
import type { JourneyPartsFragment } from "./gql/graphql";

const ASK_MS = 3_000;

/** Work on many people that is under way: moving, ending, letting in at publishing. */
export function Chores({ chores, reload }: { chores: JourneyPartsFragment["chores"]; reload: () => void }) {
  const t = useText();
  const running = chores.filter(({ finishedAt, problem }) => !finishedAt && !problem);
  const [failed] = chores.filter(({ problem }) => problem);
  const isRunning = running.length > 0;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = window.setInterval(reload, ASK_MS);
    return () => window.clearInterval(timer);
  }, [isRunning, reload]);
  return (
    <>
      {running.map(({ kind, doneCount, totalCount, createdAt }) => (
        <Notice key={createdAt} title={t(`journeys.chore.${kind}`, { done: doneCount, total: totalCount })}>
          <ProgressBar
            label={t(`journeys.chore.${kind}`, { done: doneCount, total: totalCount })}
            done={doneCount}
            total={totalCount}
          />
        </Notice>
      ))}
      {failed && chores[0] === failed && (
        <Notice tone="critical" title={t("journeys.chore.failed")}>
          {failed.problem}
        </Notice>
      )}
    </>
  );
}
