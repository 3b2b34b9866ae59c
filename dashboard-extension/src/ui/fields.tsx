import { Input, Textarea, Toggle } from "@saleor/macaw-ui";
import { useId, type ReactNode } from "react";
import { useText } from "~/text/useText";
import styles from "./fields.module.css";
import type { Choice } from "./FilterBar";

export interface FieldProps<Value> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  /** What the shop refused (`save.refusals.for("name")`) or we did. */
  error?: string;
  hint?: ReactNode;
  isDisabled?: boolean;
  isRequired?: boolean;
}

type Named = Pick<FieldProps<unknown>, "error" | "hint" | "isRequired" | "label">;

/** Names and descriptions as people who hear the page need them; macaw-ui ties neither to its inputs by itself. */
function useWiring({ error, hint, isRequired, label }: Named) {
  const id = useId();
  return {
    hintId: `${id}-hint`,
    input: {
      id,
      // macaw-ui says "input", which is no role.
      role: undefined,
      size: "small" as const,
      label: isRequired ? `${label} *` : label,
      error: Boolean(error),
      "aria-required": isRequired,
      "aria-invalid": Boolean(error),
      "aria-describedby": error || hint ? `${id}-hint` : undefined,
    },
  };
}

interface TextFieldProps extends FieldProps<string> {
  type?: "text" | "email" | "date" | "datetime-local" | "url";
  autoFocus?: boolean;
  placeholder?: string;
  maxLength?: number;
}

export function TextField(props: TextFieldProps) {
  const {
    value,
    onChange,
    error,
    hint,
    isDisabled,
    type = "text",
    placeholder,
    maxLength,
    autoFocus,
  } = props;
  const { input, hintId } = useWiring(props);
  return (
    <div className={styles.field}>
      <Input
        {...input}
        type={type}
        value={value}
        disabled={isDisabled}
        placeholder={placeholder}
        maxLength={maxLength}
        // A field in a dialog somebody has just opened in order to fill it in.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={autoFocus}
        onChange={(event) => onChange(event.target.value)}
      />
      <Hint id={hintId} error={error} hint={hint} />
    </div>
  );
}

export function LongTextField(props: FieldProps<string> & { rows?: number }) {
  const { value, onChange, error, hint, isDisabled, rows = 4 } = props;
  const { input, hintId } = useWiring(props);
  return (
    <div className={styles.field}>
      <Textarea
        {...input}
        value={value}
        rows={rows}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
      />
      <Hint id={hintId} error={error} hint={hint} />
    </div>
  );
}

interface NumberFieldProps extends FieldProps<number | null> {
  min?: number;
  max?: number;
  step?: number;
}

export function NumberField(props: NumberFieldProps) {
  const { value, onChange, error, hint, isDisabled, min, max, step } = props;
  const { input, hintId } = useWiring(props);
  return (
    <div className={styles.field}>
      <Input
        {...input}
        type="number"
        value={value ?? ""}
        disabled={isDisabled}
        min={min}
        max={max}
        step={step}
        onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
      />
      <Hint id={hintId} error={error} hint={hint} />
    </div>
  );
}

export function SelectField({
  label,
  value,
  onChange,
  choices,
  error,
  hint,
  isDisabled,
  isRequired,
  emptyLabel,
}: FieldProps<string> & { choices: readonly Choice[]; emptyLabel?: string }) {
  const id = useId();
  const isKnown = value === "" || choices.some((choice) => choice.value === value);
  return (
    <div className={styles.field}>
      <div className={error ? styles.selectWrong : styles.select}>
        <label htmlFor={id}>{isRequired ? `${label} *` : label}</label>
        <select
          id={id}
          value={value}
          disabled={isDisabled}
          aria-invalid={Boolean(error)}
          aria-describedby={error || hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          {(emptyLabel !== undefined || value === "") && <option value="">{emptyLabel ?? ""}</option>}
          {!isKnown && <option value={value}>{value}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </div>
      <Hint id={`${id}-hint`} error={error} hint={hint} />
    </div>
  );
}

export function ToggleField({ label, value, onChange, error, hint, isDisabled }: FieldProps<boolean>) {
  return (
    <div className={styles.field}>
      <Toggle pressed={value} onPressedChange={onChange} disabled={isDisabled}>
        <span className={styles.toggleLabel}>{label}</span>
      </Toggle>
      <Hint error={error} hint={hint} />
    </div>
  );
}

export function CheckField({ label, value, onChange, error, hint, isDisabled }: FieldProps<boolean>) {
  return (
    <div className={styles.field}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={value}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      <Hint error={error} hint={hint} />
    </div>
  );
}

/** Some of many, each with its own box. */
export function ChecksField({
  label,
  value,
  onChange,
  choices,
  error,
  hint,
  isDisabled,
}: FieldProps<readonly string[]> & { choices: readonly Choice[] }) {
  return (
    <fieldset className={styles.group} disabled={isDisabled}>
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.check}>
          <input
            type="checkbox"
            checked={value.includes(choice.value)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...value, choice.value]
                  : value.filter((each) => each !== choice.value),
              )
            }
          />
          {choice.label}
        </label>
      ))}
      <Hint error={error} hint={hint} />
    </fieldset>
  );
}

/** "3 days", as the shop writes durations. */
const DURATION = /^(\d{1,6}) (minute|hour|day|week)s?$/;
const UNITS = ["minute", "hour", "day", "week"] as const;

export function parseDuration(text: string): { count: number; unit: (typeof UNITS)[number] } | null {
  const match = DURATION.exec(text.trim());
  return match ? { count: Number(match[1]), unit: match[2] as (typeof UNITS)[number] } : null;
}

export function writeDuration(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export function DurationField({
  label,
  value,
  onChange,
  error,
  hint,
  isDisabled,
  isRequired,
}: FieldProps<string>) {
  const t = useText();
  const id = useId();
  const { count, unit } = parseDuration(value) ?? { count: null, unit: "day" as const };
  return (
    <div className={styles.field}>
      <div className={styles.duration}>
        <NumberField
          label={label}
          value={count}
          min={1}
          max={999_999}
          step={1}
          isDisabled={isDisabled}
          isRequired={isRequired}
          onChange={(next) => onChange(next === null ? "" : writeDuration(Math.trunc(next), unit))}
        />
        <div className={styles.select}>
          <label htmlFor={id}>{t("ui.unit")}</label>
          <select
            id={id}
            value={unit}
            disabled={isDisabled}
            onChange={(event) => onChange(writeDuration(count ?? 1, event.target.value))}
          >
            {UNITS.map((each) => (
              <option key={each} value={each}>
                {t(`ui.unit.${each}`, { count: count ?? 0 })}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Hint error={error} hint={hint} />
    </div>
  );
}

export function Hint({ id, error, hint }: { id?: string; error?: string; hint?: ReactNode }) {
  if (!error && !hint) return null;
  return (
    <div id={id} className={error ? styles.error : styles.hint}>
      {error ?? hint}
    </div>
  );
}

/** Fields one below the other. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}
