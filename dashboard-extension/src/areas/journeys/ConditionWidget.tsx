import { ConditionField } from "~/ui/conditions/ConditionField";
import type { WidgetProps } from "~/ui/schema/SchemaForm";

/** A condition in the form of a step, a trigger or an exit. */
export function ConditionWidget({ schema, value, onChange, label, hint, error, isRequired }: WidgetProps) {
  return (
    <ConditionField
      label={label}
      hint={hint}
      error={error}
      value={value}
      isRequired={isRequired}
      onChange={(next) => onChange(next ?? (schema.isNullable ? null : undefined))}
    />
  );
}
