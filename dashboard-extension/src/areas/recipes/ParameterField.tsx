import { DurationField, NumberField, SelectField, TextField, ToggleField } from "~/ui/fields";
import { SuggestedField } from "~/ui/things/SuggestedField";
import type { SourceName } from "~/ui/things/things";
import { ThingField } from "~/ui/things/ThingsField";
import type { ParameterFragment } from "./gql/graphql";

export type Value = string | number | boolean | null;

/** Things of the shop a recipe may ask for. */
const SOURCES: Readonly<Record<string, SourceName>> = {
  LIST: "list",
  PRODUCT: "product",
  CATEGORY: "category",
  COLLECTION: "collection",
};

interface ParameterFieldProps {
  parameter: ParameterFragment;
  value: Value | undefined;
  error: string | undefined;
  onChange: (value: Value) => void;
}

/** The field that fits the type of a parameter; it shows the value the shop would take until it is changed. */
export function ParameterField({ parameter, value, error, onChange }: ParameterFieldProps) {
  const { type, minimum, maximum, choices } = parameter;
  const shown = value ?? (JSON.parse(parameter.value ?? "null") as Value);
  const common = {
    label: parameter.label,
    hint: parameter.help ?? undefined,
    error,
    isRequired: parameter.isAsked && !parameter.isOptional,
  };
  const text = shown === null ? "" : String(shown);
  const source = SOURCES[type];
  if (source) {
    return (
      <ThingField {...common} source={source} value={shown} onChange={(next) => onChange(next as Value)} />
    );
  }
  switch (type) {
    case "DURATION":
      return <DurationField {...common} value={text} onChange={onChange} />;
    case "PERCENT":
    case "INTEGER":
    case "MONEY":
      return (
        <NumberField
          {...common}
          label={type === "PERCENT" ? `${parameter.label} (%)` : parameter.label}
          min={minimum ?? undefined}
          max={maximum ?? undefined}
          step={type === "MONEY" ? 0.01 : 1}
          value={text === "" ? null : Number(text)}
          onChange={onChange}
        />
      );
    case "BOOLEAN":
      return <ToggleField {...common} value={shown === true} onChange={onChange} />;
    case "CHOICE":
      return (
        <SelectField
          {...common}
          value={text}
          choices={choices.map((each) => ({ value: each.value, label: each.label }))}
          onChange={onChange}
        />
      );
    case "TAG":
      return <SuggestedField {...common} source="tag" value={text} onChange={onChange} />;
    case "DATE":
      return <TextField {...common} type="date" value={text} onChange={onChange} />;
    default:
      return <TextField {...common} value={text} onChange={onChange} />;
  }
}
