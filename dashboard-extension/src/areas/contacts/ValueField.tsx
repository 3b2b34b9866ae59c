import { useText } from "~/text/useText";
import { ChecksField, SelectField, TextField } from "~/ui/fields";
import type { AutomationFieldType } from "./gql/graphql";

export interface CustomField {
  slug: string;
  name: string;
  type: AutomationFieldType;
  choices: readonly { value: string; label: string }[];
}

/** A value as the shop keeps it; numbers are texts there, so that no digit is lost. */
export type FieldValue = null | boolean | number | string | readonly string[];

interface ValueFieldProps {
  field: CustomField;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
}

/** The input for one custom field. An empty one takes the value away. */
export function ValueField({ field, value, onChange }: ValueFieldProps) {
  const t = useText();
  const text = value === null ? "" : String(value);
  const write = (next: string) => onChange(next === "" ? null : next);
  switch (field.type) {
    case "BOOLEAN":
      return (
        <SelectField
          label={field.name}
          value={value === null ? "" : String(value)}
          emptyLabel="–"
          choices={[
            { value: "true", label: t("ui.yes") },
            { value: "false", label: t("ui.no") },
          ]}
          onChange={(next) => onChange(next === "" ? null : next === "true")}
        />
      );
    case "CHOICE":
      return (
        <SelectField
          label={field.name}
          value={text}
          emptyLabel="–"
          choices={field.choices}
          onChange={write}
        />
      );
    case "MANY_CHOICE":
      return (
        <ChecksField
          label={field.name}
          value={Array.isArray(value) ? (value as string[]) : []}
          choices={field.choices}
          onChange={(next) => onChange(next.length ? next : null)}
        />
      );
    case "DATE":
      return <TextField type="date" label={field.name} value={text} onChange={write} />;
    case "DATE_TIME":
      return (
        <TextField
          type="datetime-local"
          label={field.name}
          value={localMoment(text)}
          onChange={(next) => write(next && new Date(next).toISOString())}
        />
      );
    default:
      return <TextField label={field.name} value={text} onChange={write} />;
  }
}

/** "2026-03-02T08:00:00Z" as the browser's input shows it in the reader's zone: "2026-03-02T09:00". */
function localMoment(text: string): string {
  if (!text) return "";
  const moment = new Date(text);
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
