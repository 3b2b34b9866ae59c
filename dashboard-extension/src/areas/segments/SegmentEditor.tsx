import { Button } from "@saleor/macaw-ui";
import { useEffect, useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { useEdit } from "~/api/useEdit";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { ConflictNotice } from "~/ui/ConflictNotice";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Columns, Page } from "~/ui/Page";
import type { Json } from "~/ui/schema/jsonSchema";
import { SubTabs } from "~/ui/SubTabs";
import { Tag } from "~/ui/Tag";
import { DeleteSegment } from "./DeleteSegment";
import { SegmentUpdateDocument, type SegmentPartsFragment } from "./gql/graphql";
import { Members } from "./Members";
import { HEALTH_TONES, healthOf, segmentPath } from "./names";
import { PreviewCard } from "./PreviewCard";
import { SegmentForm, useReadiness, type SegmentDraft } from "./SegmentForm";
import { StateCard } from "./StateCard";

const ASK_MS = 3_000;

const asDraft = ({ name, condition }: SegmentPartsFragment): SegmentDraft => ({
  name,
  condition: JSON.parse(String(condition)) as Json,
});

interface SegmentEditorProps {
  segment: SegmentPartsFragment;
  reload: () => void;
}

/** The draft lives above the tabs, so that looking at the members loses nothing. */
export function SegmentEditor({ segment, reload }: SegmentEditorProps) {
  const t = useText();
  const navigate = useNavigate();
  const { tab = "" } = useParams();
  const [isDeleting, setDeleting] = useState(false);
  const update = useSave(SegmentUpdateDocument, (data) => data.automationSegmentUpdate);
  const edit = useEdit(segment, asDraft, update.refusals);
  const { draft, setDraft, isChanged } = edit;
  const { isComplete, canBeSaved } = useReadiness(draft);
  const health = healthOf(segment);

  useEffect(() => {
    if (health !== "building") return undefined;
    const timer = window.setInterval(reload, ASK_MS);
    return () => window.clearInterval(timer);
  }, [health, reload]);

  const save = async (revision = edit.revision) => {
    const input = { name: draft.name.trim(), condition: JSON.stringify(draft.condition), revision };
    const saved = await update.save({ id: segment.id, input });
    if (saved?.segment) {
      edit.saved(saved.segment, draft);
      notify("success", t("segments.saved", { name: input.name }));
    }
    // After a refusal too: somebody else may have saved it.
    reload();
  };
  return (
    <Page
      title={<span dir="auto">{segment.name}</span>}
      back="/segments"
      isFilled={tab === "members"}
      aside={<Tag tone={HEALTH_TONES[health]}>{t(`segments.health.${health}`)}</Tag>}
      actions={
        <>
          <Button variant="secondary" onClick={() => setDeleting(true)}>
            {t("ui.delete")}
          </Button>
          <Button disabled={!isChanged || !canBeSaved || update.isSaving} onClick={() => void save()}>
            {update.isSaving ? t("ui.working") : t("ui.save")}
          </Button>
        </>
      }
      below={
        <SubTabs
          label={t("segments.tabs")}
          tabs={[
            { path: segmentPath(segment.id), label: t("segments.tab.definition") },
            {
              path: segmentPath(segment.id, "members"),
              label: t("segments.tab.members"),
              count: segment.membersCount,
            },
          ]}
        />
      }
    >
      {tab === "members" ? (
        <Members segment={segment} />
      ) : (
        <>
          <ErrorNotice problem={update.problem} onRetry={() => void save()} />
          <ConflictNotice edit={edit} saving={update} onOverwrite={(revision) => void save(revision)} />
          <RefusalNotice refusals={update.refusals.besides(["name", "condition", "revision"])} />
          <Columns
            main={
              <SegmentForm
                draft={draft}
                onChange={setDraft}
                errorOf={(field) => update.refusals.for(field)}
              />
            }
            side={
              <>
                <PreviewCard condition={isComplete ? draft.condition : null} slug={segment.slug} />
                <StateCard segment={segment} reload={reload} />
              </>
            }
            isSideSticky
          />
        </>
      )}
      {isDeleting && (
        <DeleteSegment
          segment={segment}
          onClose={() => setDeleting(false)}
          onDone={() => navigate("/segments", { replace: true })}
        />
      )}
    </Page>
  );
}
