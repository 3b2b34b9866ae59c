import { useHasText, useText } from "~/text/useText";
import { NumberField, SelectField, TextField } from "../fields";
import type { Json } from "../schema/jsonSchema";
import { isSource } from "../things/things";
import { ThingField, ThingsField } from "../things/ThingsField";
import type { Parameter } from "./question";
import { useKnown } from "./useCatalogue";

const OWN_EVENT = "custom:";

interface ParameterFieldProps {
  parameter: Parameter;
  value: Json | undefined;
  isMissing: boolean;
  /** Nothing is said with undefined, an empty text or an empty list. */
  onChange: (value: Json | undefined) => void;
}

/** Something a fact takes beside its value: a currency, a period, an event, products. */
export function ParameterField({ parameter, value, isMissing, onChange }: ParameterFieldProps) {
  const t = useText();
  const { currencies } = useKnown();
  const { label, type, source, isRequired } = parameter;
  const error = isMissing ? t("conditions.missing") : undefined;
  const common = { label, error, isRequired };
  const text = typeof value === "string" ? value : "";
  if (isSource(source)) {
    return type === "ids" ? (
      <ThingsField {...common} source={source} value={(value ?? []) as readonly Json[]} onChange={onChange} />
    ) : (
      <ThingField {...common} source={source} value={text} onChange={(next) => onChange(next ?? undefined)} />
    );
  }
  if (source === "event")
    return <EventField {...common} parameter={parameter} value={text} onChange={onChange} />;
  switch (type) {
    case "currency":
      return (
        <SelectField
          {...common}
          value={text}
          choices={[
            ...currencies.map((code) => ({ value: code, label: code })),
            { value: "all", label: t("conditions.allCurrencies") },
          ]}
          onChange={onChange}
        />
      );
    case "days":
    case "count":
      return (
        <NumberField
          {...common}
          value={typeof value === "number" ? value : null}
          hint={type === "days" ? t("conditions.inDays") : undefined}
          min={1}
          step={type === "count" ? 1 : undefined}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    default:
      return <TextField {...common} value={text} onChange={onChange} maxLength={500} />;
  }
}

interface EventFieldProps {
  parameter: Parameter;
  label: string;
  error?: string;
  isRequired: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** What happened: one of the shop's events, or one of its own making. */
function EventField({ parameter, value, onChange, ...common }: EventFieldProps) {
  const t = useText();
  const hasText = useHasText();
  const isOwn = value.startsWith(OWN_EVENT);
  const choices = parameter.choices.map((choice) => {
    const id = `conditions.event.${choice.value}`;
    return { value: choice.value, label: hasText(id) ? t(id) : choice.label };
  });
  return (
    <>
      <SelectField
        {...common}
        value={isOwn ? OWN_EVENT : value}
        choices={[...choices, { value: OWN_EVENT, label: t("conditions.ownEvent") }]}
        onChange={onChange}
      />
      {isOwn && (
        <TextField
          label={t("conditions.ownEventName")}
          value={value.slice(OWN_EVENT.length)}
          onChange={(name) => onChange(`${OWN_EVENT}${name}`)}
          maxLength={57}
        />
      )}
    </>
  );
}
