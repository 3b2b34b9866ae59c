import { DurationField, NumberField, SelectField, TextField, ToggleField } from "~/ui/fields";
import type { Choice } from "~/ui/FilterBar";
import { useText } from "~/text/useText";
import type { ParameterFragment } from "./gql/graphql";

export type Value = string | number | boolean | null;

interface ParameterFieldProps {
  parameter: ParameterFragment;
  lists: readonly Choice[];
  tags: readonly Choice[];
  value: Value | undefined;
  error: string | undefined;
  onChange: (value: Value) => void;
}

/** The field that fits the type of a parameter; it shows the value the shop would take until it is changed. */
export function ParameterField({ parameter, lists, tags, value, error, onChange }: ParameterFieldProps) {
  const t = useText();
  const { type, minimum, maximum, choices } = parameter;
  const shown = value ?? (JSON.parse(parameter.value ?? "null") as Value);
  const common = {
    label: parameter.label,
    hint: parameter.help ?? undefined,
    error,
    isRequired: parameter.isAsked && !parameter.isOptional,
  };
  const text = shown === null ? "" : String(shown);
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
    case "LIST":
      return (
        <SelectField
          {...common}
          value={text}
          emptyLabel={t("recipes.choose")}
          choices={lists}
          onChange={onChange}
        />
      );
    case "TAG":
      return tags.some((each) => each.value === text) || text === "" ? (
        <SelectField
          {...common}
          value={text}
          emptyLabel={t("recipes.choose")}
          choices={tags}
          onChange={onChange}
        />
      ) : (
        <TextField {...common} value={text} onChange={onChange} />
      );
    case "DATE":
      return <TextField {...common} type="date" value={text} onChange={onChange} />;
    default:
      return <TextField {...common} value={text} onChange={onChange} />;
  }
}
