import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { LongTextField, NumberField, TextField, ToggleField } from "~/ui/fields";
import styles from "./audience.module.css";
import { FormDialog } from "./FormDialog";
import { ScoreCreateDocument, ScoreUpdateDocument, type ScoreRowFragment } from "./gql/graphql";
import { NameAndSlug, useNameAndSlug } from "./NameAndSlug";

interface ScoreDialogProps {
  /** Null for a new one. */
  score: ScoreRowFragment | null;
  onClose: () => void;
  onDone: (id: string) => void;
}

/** "10, 50" → [10, 50]; null if something in it is no whole number. */
export function thresholdsIn(text: string): number[] | null {
  const parts = text.split(/[,;\s]+/).filter(Boolean);
  const numbers = parts.map(Number);
  return numbers.every(Number.isInteger) ? numbers : null;
}

const FIELDS = ["name", "slug", "description", "minimum", "maximum", "thresholds"];

export function ScoreDialog({ score, onClose, onDone }: ScoreDialogProps) {
  const t = useText();
  const named = useNameAndSlug(score);
  const { name, slug } = named;
  const [description, setDescription] = useState(score?.description ?? "");
  const [minimum, setMinimum] = useState<number | null>(score ? (score.minimum ?? null) : 0);
  const [maximum, setMaximum] = useState<number | null>(score ? (score.maximum ?? null) : 100);
  const [written, setWritten] = useState(score?.thresholds.join(", ") ?? "");
  const [isActive, setActive] = useState(score?.isActive ?? true);
  const create = useSave(ScoreCreateDocument, (data) => data.automationScoreCreate);
  const update = useSave(ScoreUpdateDocument, (data) => data.automationScoreUpdate);
  const saving = score ? update : create;
  const thresholds = thresholdsIn(written);

  const submit = async () => {
    if (!thresholds) return;
    const values = {
      name: name.trim(),
      description: description.trim(),
      minimum,
      maximum,
      thresholds,
      isActive,
    };
    const done = score
      ? await update.save({ id: score.id, input: values })
      : await create.save({ input: { ...values, slug } });
    if (!done?.score) return;
    notify("success", t("audience.saved"));
    onClose();
    onDone(done.score.id);
  };
  return (
    <FormDialog
      title={score ? t("audience.scores.edit") : t("audience.scores.create")}
      saving={saving}
      fields={FIELDS}
      submitLabel={score ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(name.trim() && slug && thresholds)}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <NameAndSlug named={named} slugHint={t("audience.scores.slug.hint")} refusals={saving.refusals} />
      <LongTextField
        label={t("audience.scores.description")}
        value={description}
        rows={2}
        error={saving.refusals.for("description")}
        onChange={setDescription}
      />
      <div className={styles.two}>
        <NumberField
          label={t("audience.scores.minimum")}
          value={minimum}
          step={1}
          max={0}
          hint={t("audience.scores.minimum.hint")}
          error={saving.refusals.for("minimum")}
          onChange={setMinimum}
        />
        <NumberField
          label={t("audience.scores.maximum")}
          value={maximum}
          step={1}
          min={0}
          hint={t("audience.scores.maximum.hint")}
          error={saving.refusals.for("maximum")}
          onChange={setMaximum}
        />
      </div>
      <TextField
        label={t("audience.scores.thresholds")}
        value={written}
        placeholder="50, 100"
        hint={t("audience.scores.thresholds.hint")}
        error={thresholds ? saving.refusals.for("thresholds") : t("audience.scores.thresholds.wrong")}
        onChange={setWritten}
      />
      <ToggleField
        label={t("audience.scores.isActive")}
        value={isActive}
        hint={t("audience.scores.isActive.hint")}
        onChange={setActive}
      />
    </FormDialog>
  );
}
