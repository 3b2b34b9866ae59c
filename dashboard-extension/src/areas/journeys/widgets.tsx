import { useId } from "react";
import { Link } from "react-router-dom";
import { useText } from "~/text/useText";
import { ChecksField, Fields, Hint, SelectField, TextField, ToggleField } from "~/ui/fields";
import { blank, type JsonObject } from "~/ui/schema/jsonSchema";
import { Properties, useForm, type Widget, type WidgetProps } from "~/ui/schema/SchemaForm";
import { SuggestedField } from "~/ui/things/SuggestedField";
import type { SourceName } from "~/ui/things/things";
import { ThingField } from "~/ui/things/ThingsField";
import { ConditionWidget } from "./ConditionWidget";
import { useEventChoices } from "./events";
import styles from "./journeys.module.css";
import { useWorld, type FormSchema } from "./kinds";

const empty = ({ schema, isRequired }: WidgetProps) =>
  isRequired ? "" : schema.isNullable ? null : undefined;

/** Something of the shop, by name: a mail, a coupon, a list. What the shop does not have (any more) stays as it is. */
function pick(source: SourceName): Widget {
  return function Pick(props: WidgetProps) {
    const { label, hint, error, value, onChange, isRequired } = props;
    return (
      <ThingField
        label={label}
        hint={hint}
        error={error}
        source={source}
        value={typeof value === "string" ? value : ""}
        isRequired={isRequired}
        onChange={(next) => onChange(next ?? empty(props))}
      />
    );
  };
}

const PickMail = pick("template");

/** One of a few: rewards. */
function RewardWidget(props: WidgetProps) {
  const { label, hint, error, value, onChange, isRequired } = props;
  const { choices } = useWorld();
  return (
    <SelectField
      label={label}
      hint={hint}
      error={error}
      value={typeof value === "string" ? value : ""}
      choices={choices.reward ?? []}
      emptyLabel="–"
      isRequired={isRequired}
      onChange={(next) => onChange(next === "" ? empty(props) : next)}
    />
  );
}

/** The mail a step sends, and the way to its text. */
function MailWidget(props: WidgetProps) {
  const t = useText();
  const { names } = useWorld();
  const id = names.get("template")?.get(String(props.value))?.id;
  return (
    <>
      <PickMail {...props} />
      {id && <Link to={`/templates/${encodeURIComponent(id)}`}>{t("journeys.editMail")}</Link>}
    </>
  );
}

/** A word one may choose or make up: a tag, a date the shop knows of everybody or keeps in a custom field. */
function suggest(source: SourceName): Widget {
  return function Suggest(props: WidgetProps) {
    const { label, hint, error, value, onChange, isRequired } = props;
    return (
      <SuggestedField
        label={label}
        hint={hint}
        error={error}
        source={source}
        value={typeof value === "string" ? value : ""}
        isRequired={isRequired}
        onChange={(next) => onChange(next === "" ? empty(props) : next)}
      />
    );
  };
}

function EventWidget(props: WidgetProps) {
  const t = useText();
  const known = useEventChoices();
  const { label, hint, error, value, onChange, isRequired } = props;
  const isOwn = typeof value === "string" && value.startsWith("custom:");
  return (
    <>
      <SelectField
        label={label}
        hint={hint}
        error={error}
        value={isOwn ? "custom:" : typeof value === "string" ? value : ""}
        choices={[...known, { value: "custom:", label: t("journeys.event.custom") }]}
        emptyLabel="–"
        isRequired={isRequired}
        onChange={(next) => onChange(next === "" ? empty(props) : next)}
      />
      {isOwn && (
        <TextField
          label={t("journeys.event.customName")}
          value={value.slice("custom:".length)}
          onChange={(next) => onChange(`custom:${next}`)}
        />
      )}
    </>
  );
}

/** "09:00:00" and the browser's own clock. */
function TimeWidget(props: WidgetProps) {
  const { label, hint, error, value, schema, onChange, isRequired } = props;
  const id = useId();
  return (
    <div className={styles.suggested}>
      <label htmlFor={id}>{isRequired ? `${label} *` : label}</label>
      <input
        id={id}
        type="time"
        value={String(value ?? schema.default ?? "").slice(0, 5)}
        aria-invalid={Boolean(error)}
        onChange={(event) => onChange(event.target.value ? `${event.target.value}:00` : empty(props))}
      />
      <Hint error={error} hint={hint} />
    </div>
  );
}

function DateWidget(props: WidgetProps) {
  const { label, hint, error, value, onChange, isRequired } = props;
  return (
    <TextField
      type="date"
      label={label}
      hint={hint}
      error={error}
      value={typeof value === "string" ? value : ""}
      isRequired={isRequired}
      onChange={(next) => onChange(next || empty(props))}
    />
  );
}

function WeekdaysWidget({ schema, label, hint, error, value, onChange }: WidgetProps) {
  const choices = (schema as FormSchema)["x-choices"] ?? [];
  const given = (value ?? schema.default ?? []) as readonly string[];
  return (
    <ChecksField
      label={label}
      hint={hint}
      error={error}
      value={given}
      choices={choices}
      onChange={(next) => onChange(choices.map((each) => each.value).filter((each) => next.includes(each)))}
    />
  );
}

/** One of the words of the language; one of them may be the empty one, "nothing". */
function ChoiceWidget(props: WidgetProps) {
  const { schema, label, hint, error, value, onChange, isRequired } = props;
  const choices = (schema as FormSchema)["x-choices"] ?? [];
  return (
    <SelectField
      label={label}
      hint={hint}
      error={error}
      value={String(value ?? schema.default ?? "")}
      choices={choices.filter((each) => each.value !== "")}
      emptyLabel={choices.find((each) => each.value === "")?.label ?? (schema.isNullable ? "–" : undefined)}
      isRequired={isRequired}
      onChange={(next) => onChange(next === "" ? empty(props) : next)}
    />
  );
}

/** Where a way leads; empty is the step below. */
function StepWidget({ label, hint, error, value, onChange }: WidgetProps) {
  const { choices } = useWorld();
  return (
    <SelectField
      label={label}
      hint={hint}
      error={error}
      value={typeof value === "string" ? value : ""}
      choices={choices.step ?? []}
      emptyLabel="–"
      onChange={(next) => onChange(next === "" ? undefined : next)}
    />
  );
}

/** A part one may leave out as a whole. */
function OptionalPart(props: WidgetProps) {
  const { schema, label, hint, value, onChange, path } = props;
  const { root } = useForm();
  const isOn = value !== null && value !== undefined;
  return (
    <fieldset className={styles.part}>
      <ToggleField
        label={label}
        hint={hint}
        value={isOn}
        onChange={(on) =>
          onChange(on ? blank({ ...schema, isNullable: false, default: undefined }, root) : null)
        }
      />
      {isOn && (
        <Fields>
          <Properties schema={schema} value={value as JsonObject} onChange={onChange} path={path} />
        </Fields>
      )}
    </fieldset>
  );
}

/** Our widgets by the names the shop's schema uses. */
export const WIDGETS: Readonly<Record<string, Widget>> = {
  template: MailWidget,
  coupon: pick("coupon"),
  list: pick("list"),
  field: pick("field"),
  date_field: suggest("date_field"),
  score: pick("score"),
  segment: pick("segment"),
  product_list: pick("product_list"),
  reward: RewardWidget,
  journey: pick("journey"),
  tag: suggest("tag"),
  choice: ChoiceWidget,
  event: EventWidget,
  time: TimeWidget,
  date: DateWidget,
  weekdays: WeekdaysWidget,
  step: StepWidget,
  condition: ConditionWidget,
  object: OptionalPart,
};
