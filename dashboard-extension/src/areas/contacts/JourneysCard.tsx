import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { isPast } from "~/text/format";
import { useEnding } from "~/text/useEnding";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { When } from "~/ui/When";
import styles from "./contacts.module.css";
import { EnterDialog } from "./EnterDialog";
import {
  ContactEnrollmentsDocument,
  EnrollmentEndDocument,
  EnrollmentSkipWaitDocument,
  type ContactEnrollmentsQuery,
} from "./gql/graphql";

type Run = NonNullable<ContactEnrollmentsQuery["automationContact"]>["enrollments"]["edges"][number]["node"];

/** Where somebody is and was; let them in, move them on or end a run by hand. */
export function JourneysCard({ id }: { id: string }) {
  const t = useText();
  const [isEntering, setEntering] = useState(false);
  const [ending, setEnding] = useState<Run | null>(null);
  const runs = useConnection(
    ContactEnrollmentsDocument,
    { id },
    (data) => data.automationContact?.enrollments,
    {
      pageSize: 10,
    },
  );
  const skip = useSave(EnrollmentSkipWaitDocument, (data) => data.automationEnrollmentSkipWait);
  const end = useSave(EnrollmentEndDocument, (data) => data.automationEnrollmentEnd);

  const endRun = async () => {
    if (!ending || !(await end.save({ id: ending.id }))) return;
    notify("success", t("contacts.journeys.ended"));
    setEnding(null);
    runs.reload();
  };
  return (
    <Card
      title={t("contacts.journeys")}
      actions={
        <Button size="small" variant="secondary" onClick={() => setEntering(true)}>
          {t("contacts.journeys.enter")}
        </Button>
      }
    >
      <ErrorNotice problem={runs.problem ?? skip.problem} onRetry={runs.reload} />
      <RefusalNotice refusals={skip.refusals.all} />
      {runs.isLoading && <LinesSkeleton />}
      {!runs.isLoading && !runs.problem && runs.rows.length === 0 && (
        <span className={styles.muted}>{t("contacts.journeys.none")}</span>
      )}
      <ul className={styles.rows}>
        {runs.rows.map((run) => (
          <li key={run.id} className={styles.row}>
            <div>
              <Link to={`/journeys/${encodeURIComponent(run.journey.id)}`}>{run.journey.name}</Link>
              <div className={styles.muted}>
                <RunWords run={run} />
              </div>
            </div>
            <div className={styles.actions}>
              {run.problem && <Tag tone="critical">{t("contacts.journeys.stuck")}</Tag>}
              <Tag tone={run.isActive ? "info" : "default"}>
                {run.isActive ? t("contacts.journeys.inside") : t("contacts.journeys.finished")}
              </Tag>
              {run.isActive && run.wakeAt && (
                <Button
                  size="small"
                  variant="tertiary"
                  disabled={skip.isSaving}
                  onClick={async () => {
                    if (await skip.save({ id: run.id })) runs.reload();
                  }}
                >
                  {t("contacts.journeys.skip")}
                </Button>
              )}
              {run.isActive && (
                <Button size="small" variant="tertiary" onClick={() => setEnding(run)}>
                  {t("contacts.journeys.end")}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {runs.hasMore && (
        <Button size="small" variant="tertiary" onClick={runs.loadMore}>
          {t("contacts.more")}
        </Button>
      )}
      {isEntering && <EnterDialog id={id} onClose={() => setEntering(false)} onDone={runs.reload} />}
      <ConfirmDialog
        title={t("contacts.journeys.end.title", { name: ending?.journey.name })}
        isOpen={ending !== null}
        onClose={() => {
          end.forget();
          setEnding(null);
        }}
        onConfirm={() => void endRun()}
        confirmLabel={t("contacts.journeys.end")}
        isBusy={end.isSaving}
      >
        <ErrorNotice problem={end.problem} />
        <RefusalNotice refusals={end.refusals.all} />
        <p style={{ margin: 0 }}>{t("contacts.journeys.end.text")}</p>
      </ConfirmDialog>
    </Card>
  );
}

function RunWords({ run }: { run: Run }) {
  const t = useText();
  const endingOf = useEnding();
  return (
    <>
      {t("contacts.journeys.entered")} <When at={run.enteredAt} />
      {run.isActive && ` · ${t("contacts.journeys.at", { step: run.stepId })}`}
      {run.isActive && run.wakeAt && (
        <>
          {` · ${t(isPast(run.wakeAt) ? "contacts.journeys.due" : "contacts.journeys.next")} `}
          <When at={run.wakeAt} />
        </>
      )}
      {!run.isActive && run.finishReason && ` · ${endingOf(run.finishReason)}`}
      {run.problem && ` · ${run.problem}`}
    </>
  );
}
