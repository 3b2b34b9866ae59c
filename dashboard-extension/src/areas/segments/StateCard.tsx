import { Button } from "@saleor/macaw-ui";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { Card, Facts } from "~/ui/Card";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { When } from "~/ui/When";
import { SegmentRefreshDocument, type SegmentPartsFragment } from "./gql/graphql";
import { healthOf } from "./names";
import styles from "./segments.module.css";

/** Whether the members are those of the saved condition, since when, and who needs the segment. */
export function StateCard({ segment, reload }: { segment: SegmentPartsFragment; reload: () => void }) {
  const t = useText();
  const said = useUsers();
  const formats = useFormats();
  const refresh = useSave(SegmentRefreshDocument, (data) => data.automationSegmentRefresh);
  const health = healthOf(segment);
  const run = async () => {
    if (!(await refresh.save({ id: segment.id }))) return;
    notify("success", t("segments.refreshAsked"));
    reload();
  };
  const { builtAt, refreshedAt, lastDrift, usedBy } = segment;
  return (
    <Card
      title={t("segments.keeping")}
      actions={
        <Button
          variant="secondary"
          size="small"
          disabled={refresh.isSaving || health === "building"}
          onClick={() => void run()}
        >
          {t("segments.refresh")}
        </Button>
      }
    >
      <div className={styles.stack}>
        <ErrorNotice problem={refresh.problem} onRetry={() => void run()} />
        <RefusalNotice refusals={refresh.refusals.all} />
        {segment.problem && (
          <Notice tone="critical" title={t("segments.notKept")}>
            {segment.problem}
          </Notice>
        )}
        {health === "building" && <Notice>{t("segments.buildingText")}</Notice>}
        <Facts
          facts={[
            [t("segments.inside"), formats.number(segment.membersCount)],
            [t("segments.slug"), <code key="slug">{segment.slug}</code>],
            [t("segments.built"), builtAt ? <When at={builtAt} /> : t("segments.notYet")],
            [t("segments.compared"), refreshedAt ? <When at={refreshedAt} /> : t("segments.notYet")],
            ...(lastDrift != null ? [[t("segments.drift"), formats.number(lastDrift)] as const] : []),
            [t("segments.byTime"), t(segment.isTimeDependent ? "segments.byTime.yes" : "segments.byTime.no")],
          ]}
        />
        <div>
          <h3 className={styles.subtitle}>{t("segments.usedBy")}</h3>
          {usedBy.length ? (
            <ul className={styles.users}>
              {usedBy.map((user) => (
                <li key={user} dir="auto">
                  {said(user)}
                </li>
              ))}
            </ul>
          ) : (
            <p className={styles.muted}>{t("segments.unused")}</p>
          )}
        </div>
      </div>
    </Card>
  );
}
