import { Button } from "@saleor/macaw-ui";
import { useEffect, useRef } from "react";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { JourneyBackfillDocument, JourneyPublishDocument, type JourneyPartsFragment } from "./gql/graphql";
import styles from "./journeys.module.css";
import { useWorld } from "./kinds";
import type { Draft } from "./useDraft";

interface PublishDialogProps {
  draft: Draft;
  onClose: () => void;
  /** Open the step a problem is in; "" is what lets people in. */
  onShow: (stepId: string) => void;
}

/** What publishing would change and what stands in its way; exactly the revision shown here is published. */
export function PublishDialog({ draft, onClose, onShow }: PublishDialogProps) {
  const t = useText();
  const { journey, state } = draft;
  const publish = useSave(JourneyPublishDocument, (data) => data.automationJourneyPublish);
  const flush = useRef(draft.flush);
  useEffect(() => void flush.current(), []);
  const isSaved = state === "saved";
  const backfill = useRead(
    JourneyBackfillDocument,
    { id: journey.id },
    { pause: !isSaved || journey.problems.length > 0 },
  );
  const count = backfill.data?.automationJourney?.backfillCount ?? 0;
  const older = journey.inside.reduce((sum, each) => sum + each.count, 0);
  const isNothing = journey.versionNumber !== null && journey.changes.length === 0;

  const confirm = async () => {
    const done = await publish.save({ id: journey.id, revision: journey.revision });
    if (!done?.journey) return;
    draft.take(done.journey);
    notify("success", t("journeys.published", { name: done.journey.name }));
    onClose();
  };
  return (
    <Dialog
      title={t("journeys.publishTitle", { name: journey.name })}
      isOpen
      isWide
      onClose={onClose}
      onSubmit={() => isSaved && !journey.problems.length && void confirm()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button
            type="submit"
            disabled={!isSaved || journey.problems.length > 0 || isNothing || publish.isSaving}
          >
            {t("journeys.publish")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={publish.problem} />
      <RefusalNotice refusals={publish.refusals.all} />
      {state === "saving" || state === "changed" ? (
        <LinesSkeleton lines={3} />
      ) : !isSaved ? (
        <Notice tone="warning" isUrgent>
          {t("journeys.publish.notSaved")}
        </Notice>
      ) : (
        <>
          <Problems problems={journey.problems} onShow={onShow} />
          <Changes journey={journey} />
          {!journey.problems.length && (
            <p className={styles.line}>
              {count > 0 ? t("journeys.publish.backfill", { count }) : t("journeys.publish.who")}{" "}
              {older > 0 && t("journeys.publish.inside", { count: older })}
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}

function Problems({
  problems,
  onShow,
}: {
  problems: JourneyPartsFragment["problems"];
  onShow: (stepId: string) => void;
}) {
  const t = useText();
  if (!problems.length) return <Notice tone="success">{t("journeys.publish.fine")}</Notice>;
  return (
    <section>
      <h3 className={styles.group}>{t("journeys.publish.wrong")}</h3>
      <ul className={styles.problems}>
        {problems.map(({ stepId, place, message }) => (
          <li key={`${place} ${message}`}>
            <span dir="auto">
              <strong>{place}</strong> {message}
            </span>
            <Button type="button" size="small" variant="secondary" onClick={() => onShow(stepId)}>
              {t("journeys.publish.show")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ journey }: { journey: JourneyPartsFragment }) {
  const t = useText();
  const { steps } = useWorld();
  if (journey.versionNumber === null) return <p className={styles.line}>{t("journeys.publish.first")}</p>;
  if (!journey.changes.length) return <p className={styles.line}>{t("journeys.publish.nothing")}</p>;
  return (
    <section>
      <h3 className={styles.group}>{t("journeys.publish.changes")}</h3>
      <ul className={styles.changes}>
        {journey.changes.map(({ part, kind, stepId, stepKind, label, fields }) => {
          const titles = steps.get(stepKind)?.schema.properties ?? {};
          return (
            <li key={`${part} ${stepId} ${kind}`} dir="auto">
              {t(`journeys.change.${kind}`, {
                what:
                  part === "STEP"
                    ? `${steps.get(stepKind)?.title ?? stepKind} “${label || stepId}”`
                    : t(`journeys.part.${part}`),
              })}
              {fields.length > 0 && (
                <span className={styles.muted}>
                  {" "}
                  {fields.map(({ name }) => titles[name]?.title ?? name).join(", ")}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
