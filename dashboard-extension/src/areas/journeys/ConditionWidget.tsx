import { useEffect, useState } from "react";
import { useIntl } from "react-intl";
import { useRead } from "~/api/useRead";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Hint, LongTextField } from "~/ui/fields";
import type { Json } from "~/ui/schema/jsonSchema";
import type { WidgetProps } from "~/ui/schema/SchemaForm";
import { ConditionWordsDocument } from "./gql/graphql";
import styles from "./journeys.module.css";

const TYPING_MS = 500;

/** A condition as the shop writes it, with the shop's own sentence for it and how many it holds for now. */
export function ConditionWidget({ label, hint, error, value, onChange, isRequired, schema }: WidgetProps) {
  const t = useText();
  const [typed, setTyped] = useState(() => (value == null ? "" : JSON.stringify(value, null, 2)));
  const [isBroken, setBroken] = useState(false);
  const write = (text: string) => {
    setTyped(text);
    if (!text.trim()) {
      setBroken(false);
      onChange(schema.isNullable ? null : undefined);
      return;
    }
    try {
      onChange(JSON.parse(text) as Json);
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <div className={styles.condition}>
      <LongTextField
        label={label}
        hint={hint ?? t("journeys.condition.hint")}
        error={isBroken ? t("ui.notJson") : error}
        value={typed}
        rows={6}
        isRequired={isRequired}
        onChange={write}
      />
      {!isBroken && value != null && <Sentence condition={value} />}
    </div>
  );
}

function Sentence({ condition }: { condition: Json }) {
  const t = useText();
  const formats = useFormats();
  const { locale } = useIntl();
  const [asked, setAsked] = useState(condition);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(condition), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [condition]);
  const { data, problem } = useRead(ConditionWordsDocument, {
    condition: JSON.stringify(asked),
    language: locale,
  });
  const found = data?.automationSegmentPreview;
  if (problem) return <ErrorNotice problem={problem} />;
  if (!found) return null;
  if (found.errors.length) return <Hint error={found.errors.map(({ message }) => message).join(" ")} />;
  return (
    <p className={styles.sentence} aria-live="polite" dir="auto">
      {found.description}
      {found.count != null && (
        <span className={styles.muted}>
          {" "}
          {t(found.isExact ? "journeys.condition.count" : "journeys.condition.about", {
            count: found.count,
            shown: formats.number(found.count),
          })}
        </span>
      )}
    </p>
  );
}
