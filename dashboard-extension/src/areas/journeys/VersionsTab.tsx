import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ConfirmDialog } from "~/ui/Dialog";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { When } from "~/ui/When";
import { Chores } from "./Chores";
import { JourneyRestoreDocument, JourneyVersionsDocument } from "./gql/graphql";
import styles from "./journeys.module.css";
import { OlderPeople } from "./OlderPeople";
import type { Draft } from "./useDraft";

/** What was published, who is still inside older versions, and the way back. */
export function VersionsTab({ draft, reload }: { draft: Draft; reload: () => void }) {
  const t = useText();
  const formats = useFormats();
  const { journey } = draft;
  const { data, isLoading, problem, reload: again } = useRead(JourneyVersionsDocument, { id: journey.id });
  const [restoring, setRestoring] = useState<number | null>(null);
  const restore = useSave(JourneyRestoreDocument, (answer) => answer.automationJourneyVersionRestore);
  const versions = data?.automationJourney?.versions ?? [];
  const confirm = async () => {
    if (restoring === null) return;
    // What is being edited is replaced as a whole, on the revision the shop has by now.
    await draft.flush();
    const done = await restore.save({ id: journey.id, number: restoring, revision: draft.revision() });
    if (!done?.journey) return;
    draft.take(done.journey);
    notify("success", t("journeys.restored", { number: restoring }));
    setRestoring(null);
  };
  const everything = () => {
    reload();
    again();
  };
  return (
    <div className={styles.stack}>
      <ErrorNotice problem={problem} onRetry={again} />
      <Chores chores={journey.chores} reload={everything} />
      {isLoading && <LinesSkeleton lines={4} />}
      {data && !versions.length && (
        <EmptyState title={t("journeys.noVersions")} text={t("journeys.noVersionsText")} />
      )}
      {versions.length > 0 && (
        <Card title={t("journeys.tab.versions")} isFlush>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("journeys.version")}</th>
                <th scope="col">{t("journeys.publishedAt")}</th>
                <th scope="col">{t("journeys.publishedBy")}</th>
                <th scope="col" className={styles.number}>
                  {t("journeys.inside")}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{t("journeys.more")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {versions.map(({ number, publishedAt, publishedBy, isCurrent, insideCount }) => (
                <tr key={number}>
                  <th scope="row">
                    {number} {isCurrent && <Tag tone="success">{t("journeys.current")}</Tag>}
                  </th>
                  <td>
                    <When at={publishedAt} isExact />
                  </td>
                  <td dir="auto">{publishedBy || "–"}</td>
                  <td className={styles.number}>{formats.number(insideCount)}</td>
                  <td className={styles.number}>
                    {journey.status !== "ARCHIVED" && (
                      <Button size="small" variant="secondary" onClick={() => setRestoring(number)}>
                        {t("journeys.restore", { number })}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      )}
      <OlderPeople journey={journey} reload={everything} />
      <ConfirmDialog
        title={t("journeys.restore.title", { number: restoring ?? 0 })}
        isOpen={restoring !== null}
        onClose={() => setRestoring(null)}
        onConfirm={() => void confirm()}
        confirmLabel={t("journeys.restore.confirm")}
        isBusy={restore.isSaving}
      >
        <ErrorNotice problem={restore.problem} />
        <RefusalNotice refusals={restore.refusals.all} />
        {t("journeys.restore.text")}
      </ConfirmDialog>
    </div>
  );
}
