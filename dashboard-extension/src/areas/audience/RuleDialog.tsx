import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { NumberField, SelectField, TextField, ToggleField } from "~/ui/fields";
import styles from "./audience.module.css";
import { EventFilterField } from "./EventFilterField";
import { CUSTOM, useEventChoices } from "./events";
import { FormDialog } from "./FormDialog";
import { ScoreRuleCreateDocument, ScoreRuleUpdateDocument, type ScoreRuleRowFragment } from "./gql/graphql";

interface RuleDialogProps {
  scoreId: string;
  /** Null for a new one. */
  rule: ScoreRuleRowFragment | null;
  onClose: () => void;
  onDone: () => void;
}

const BLANK = {
  name: "",
  event: "product_viewed",
  filter: "{}",
  times: 1 as number | null,
  withinDays: null as number | null,
  points: 10 as number | null,
  expiresAfterDays: null as number | null,
  mostPerDay: null as number | null,
  mostAtOnce: null as number | null,
  isActive: true,
};
type Values = typeof BLANK;

function valuesOf(rule: ScoreRuleRowFragment): Values {
  const { withinDays, expiresAfterDays, mostPerDay, mostAtOnce } = rule;
  return {
    name: rule.name,
    event: rule.event,
    filter: rule.filter,
    times: rule.times,
    withinDays: withinDays ?? null,
    points: rule.points,
    expiresAfterDays: expiresAfterDays ?? null,
    mostPerDay: mostPerDay ?? null,
    mostAtOnce: mostAtOnce ?? null,
    isActive: rule.isActive,
  };
}

const LIMITS = ["expiresAfterDays", "mostPerDay", "mostAtOnce"] as const;

export function RuleDialog({ scoreId, rule, onClose, onDone }: RuleDialogProps) {
  const t = useText();
  const [values, setValues] = useState<Values>(() => (rule ? valuesOf(rule) : BLANK));
  const create = useSave(ScoreRuleCreateDocument, (data) => data.automationScoreRuleCreate);
  const update = useSave(ScoreRuleUpdateDocument, (data) => data.automationScoreRuleUpdate);
  const saving = rule ? update : create;
  const set = (part: Partial<Values>) => setValues((before) => ({ ...before, ...part }));
  const events = useEventChoices();
  const isCustom = values.event.startsWith(CUSTOM);
  const needsDays = (values.times ?? 1) > 1;

  const submit = async () => {
    const input = {
      ...values,
      name: values.name.trim(),
      times: values.times ?? 1,
      withinDays: needsDays ? values.withinDays : null,
      points: values.points ?? 0,
    };
    const done = rule
      ? await update.save({ id: rule.id, input })
      : await create.save({ score: scoreId, input });
    if (!done) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={rule ? t("audience.rules.edit") : t("audience.rules.create")}
      saving={saving}
      fields={Object.keys(BLANK)}
      submitLabel={rule ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(
        values.name.trim() && values.points && values.event !== CUSTOM && (!needsDays || values.withinDays),
      )}
      isWide
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t("audience.rules.name")}
        value={values.name}
        isRequired
        hint={t("audience.rules.name.hint")}
        error={saving.refusals.for("name")}
        onChange={(name) => set({ name })}
      />
      <SelectField
        label={t("audience.rules.event")}
        value={isCustom ? CUSTOM : values.event}
        choices={events}
        error={isCustom ? undefined : saving.refusals.for("event")}
        onChange={(event) => set({ event })}
      />
      {isCustom && (
        <TextField
          label={t("audience.rules.custom")}
          value={values.event.slice(CUSTOM.length)}
          isRequired
          placeholder="quiz_done"
          hint={t("audience.rules.custom.hint")}
          error={saving.refusals.for("event")}
          onChange={(name) => set({ event: `${CUSTOM}${name.trim()}` })}
        />
      )}
      <EventFilterField
        filter={values.filter}
        error={saving.refusals.for("filter")}
        onChange={(filter) => set({ filter })}
      />
      <div className={styles.two}>
        <NumberField
          label={t("audience.rules.times")}
          value={values.times}
          min={1}
          step={1}
          hint={t("audience.rules.times.hint")}
          error={saving.refusals.for("times")}
          onChange={(times) => set({ times })}
        />
        <NumberField
          label={t("audience.rules.withinDays")}
          value={needsDays ? values.withinDays : null}
          min={1}
          step={1}
          isDisabled={!needsDays}
          isRequired={needsDays}
          error={saving.refusals.for("withinDays")}
          onChange={(withinDays) => set({ withinDays })}
        />
        <NumberField
          label={t("audience.rules.points")}
          value={values.points}
          step={1}
          isRequired
          hint={t("audience.rules.points.hint")}
          error={saving.refusals.for("points")}
          onChange={(points) => set({ points })}
        />
        {LIMITS.map((limit) => (
          <NumberField
            key={limit}
            label={t(`audience.rules.${limit}`)}
            value={values[limit]}
            min={1}
            step={1}
            hint={t(`audience.rules.${limit}.hint`)}
            error={saving.refusals.for(limit)}
            onChange={(value) => set({ [limit]: value })}
          />
        ))}
      </div>
      <ToggleField
        label={t("audience.rules.isActive")}
        value={values.isActive}
        onChange={(isActive) => set({ isActive })}
      />
    </FormDialog>
  );
}
