import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ConditionField } from "~/ui/conditions/ConditionField";
import { isFilledIn } from "~/ui/conditions/question";
import { leavesOf } from "~/ui/conditions/tree";
import { useCatalogue } from "~/ui/conditions/useCatalogue";
import { Fields, TextField } from "~/ui/fields";
import type { Json } from "~/ui/schema/jsonSchema";

export interface SegmentDraft {
  name: string;
  condition: Json | null;
}

interface SegmentFormProps {
  draft: SegmentDraft;
  onChange: (draft: SegmentDraft) => void;
  /** What the shop refused, by argument. */
  errorOf: (field: string) => string | undefined;
}

/** What a segment is called and who belongs to it. */
export function SegmentForm({ draft, onChange, errorOf }: SegmentFormProps) {
  const t = useText();
  return (
    <Card title={t("segments.definition")}>
      <Fields>
        <TextField
          label={t("segments.name")}
          hint={t("segments.nameHint")}
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
          error={errorOf("name")}
          maxLength={250}
          isRequired
        />
        <ConditionField
          label={t("segments.who")}
          value={draft.condition}
          onChange={(next) => onChange({ ...draft, condition: next ?? null })}
          error={errorOf("condition")}
          hasSentence={false}
          isRequired
        />
      </Fields>
    </Card>
  );
}

/** Whether a draft can be asked about and saved: a name is needed for the second only. */
export function useReadiness({ name, condition }: SegmentDraft) {
  const { catalogue } = useCatalogue();
  const isComplete =
    condition !== null && catalogue !== null && isFilledIn(leavesOf(condition), catalogue.facts);
  return { isComplete, canBeSaved: isComplete && name.trim() !== "" };
}
