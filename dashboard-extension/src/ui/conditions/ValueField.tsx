import { useText } from "~/text/useText";
import { NumberField, SelectField, TextField } from "../fields";
import type { Json } from "../schema/jsonSchema";
import { isSource } from "../things/things";
import { ThingField, ThingsField } from "../things/ThingsField";
import { valueKind, type Fact, type KnownField } from "./question";
import { TextsField } from "./TextsField";
import { useKnown } from "./useCatalogue";

interface ValueFieldProps {
  fact: Fact;
  field: KnownField | null;
  op: string;
  label: string;
  value: Json | undefined;
  isMissing: boolean;
  /** Undefined for nothing. */
  onChange: (value: Json | undefined) => void;
}

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : value == null || value === "" ? [] : [value];

/** What a fact is compared with, as its type asks for it. */
export function ValueField({ fact, field, op, label, value, isMissing, onChange }: ValueFieldProps) {
  const t = useText();
  const { choices: known } = useKnown();
  const kind = valueKind(fact, op, field);
  const isList = kind === "texts" || kind === "ids";
  const named = field?.choices.length
    ? field.choices
    : fact.choices.length
      ? fact.choices
      : known[fact.source];
  const choices = named ?? [];
  const error = isMissing ? t("conditions.missing") : undefined;
  const common = { label, error, isRequired: true };
  if (isSource(fact.source)) {
    const { source } = fact;
    return isList ? (
      <ThingsField {...common} title={fact.label} source={source} value={listOf(value)} onChange={onChange} />
    ) : (
      <ThingField
        {...common}
        title={fact.label}
        source={source}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  }
  if (kind === "texts") {
    const texts = listOf(value).map(String);
    return <TextsField label={label} error={error} choices={choices} value={texts} onChange={onChange} />;
  }
  if (kind === "boolean") {
    return (
      <SelectField
        {...common}
        value={typeof value === "boolean" ? String(value) : ""}
        choices={[
          { value: "true", label: t("ui.yes") },
          { value: "false", label: t("ui.no") },
        ]}
        onChange={(next) => onChange(next === "" ? undefined : next === "true")}
      />
    );
  }
  if (kind === "number" || kind === "days") {
    return (
      <NumberField
        {...common}
        label={kind === "days" ? t("conditions.days") : label}
        value={typeof value === "number" ? value : null}
        min={kind === "days" ? 0 : undefined}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  }
  const text = typeof value === "string" ? value : value === undefined || value === null ? "" : String(value);
  if (kind === "date") {
    return (
      <TextField {...common} type="date" value={text} onChange={(next) => onChange(next || undefined)} />
    );
  }
  if (kind === "dateTime") {
    return (
      <TextField
        {...common}
        type="datetime-local"
        value={localMoment(text)}
        onChange={(next) => onChange(next ? absoluteMoment(next) : undefined)}
      />
    );
  }
  const isWhole = op === "eq" || op === "ne" || op === "has" || op === "has_not";
  if (choices.length && isWhole) {
    return (
      <SelectField
        {...common}
        value={text}
        choices={choices}
        emptyLabel={isMissing ? "–" : undefined}
        onChange={(next) => onChange(next || undefined)}
      />
    );
  }
  return (
    <TextField {...common} value={text} onChange={(next) => onChange(next || undefined)} maxLength={500} />
  );
}

/** "2026-03-02T08:00:00+00:00" as the browser's field shows it, in the reader's own zone. */
export function localMoment(text: string): string {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) return "";
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What was chosen in the reader's zone, as a moment that is the same everywhere. */
export function absoluteMoment(local: string): string | undefined {
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().replace(/\.\d+Z$/, "+00:00");
}
