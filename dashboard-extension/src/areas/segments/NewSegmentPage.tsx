import { Button } from "@saleor/macaw-ui";
import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Columns, Page } from "~/ui/Page";
import { useKept } from "~/ui/useKept";
import { SegmentCreateDocument } from "./gql/graphql";
import { segmentPath } from "./names";
import { PreviewCard } from "./PreviewCard";
import { SegmentForm, useReadiness, type SegmentDraft } from "./SegmentForm";

const EMPTY: SegmentDraft = { name: "", condition: null };

/** A new segment; what was begun is still there when one comes back from looking at a person. */
export function NewSegmentPage() {
  const t = useText();
  const navigate = useNavigate();
  const [draft, setDraft] = useKept("segments.new", EMPTY);
  const { isComplete, canBeSaved } = useReadiness(draft);
  const create = useSave(SegmentCreateDocument, (data) => data.automationSegmentCreate);
  const save = async () => {
    const made = await create.save({
      input: { name: draft.name.trim(), condition: JSON.stringify(draft.condition) },
    });
    if (!made?.segment) return;
    setDraft(EMPTY);
    notify("success", t("segments.created", { name: draft.name.trim() }));
    navigate(segmentPath(made.segment.id));
  };
  return (
    <Page
      title={t("segments.create")}
      back="/segments"
      actions={
        <Button disabled={!canBeSaved || create.isSaving} onClick={() => void save()}>
          {create.isSaving ? t("ui.working") : t("ui.save")}
        </Button>
      }
    >
      <ErrorNotice problem={create.problem} onRetry={() => void save()} />
      <RefusalNotice refusals={create.refusals.besides(["name", "condition"])} />
      <Columns
        main={
          <SegmentForm draft={draft} onChange={setDraft} errorOf={(field) => create.refusals.for(field)} />
        }
        side={<PreviewCard condition={isComplete ? draft.condition : null} />}
        isSideSticky
      />
    </Page>
  );
}
