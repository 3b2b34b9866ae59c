import { Button } from "@saleor/macaw-ui";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useText } from "~/text/useText";
import { Hint, LongTextField, SelectField, TextField } from "~/ui/fields";
import styles from "./audience.module.css";
import { filterOf, OPERATORS, questionsIn, type Operator, type Question } from "./eventFilter";

interface EventFilterFieldProps {
  /** JSON text. */
  filter: string;
  error?: string;
  onChange: (filter: string) => void;
}

const KNOWN = ["url", "product"] as const;
const OF_EVENT = "data.";

/** Which events count, question by question; a filter that says more than that is edited as JSON. */
export function EventFilterField({ filter, error, onChange }: EventFilterFieldProps) {
  const t = useText();
  // What is half written is no part of the filter yet, so the questions are kept here.
  const [questions, setQuestions] = useState(() => questionsIn(filter));
  if (!questions)
    return (
      <LongTextField
        label={t("audience.filter.json")}
        value={filter}
        rows={4}
        hint={t("audience.filter.json.hint")}
        error={error}
        onChange={onChange}
      />
    );

  const change = (next: Question[]) => {
    setQuestions(next);
    onChange(filterOf(next));
  };
  const set = (index: number, part: Partial<Question>) =>
    change(questions.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.group}>
      <legend>{t("audience.filter.title")}</legend>
      {questions.map((question, index) => (
        <OneQuestion
          key={index}
          number={index + 1}
          question={question}
          onChange={(part) => set(index, part)}
          onRemove={() => change(questions.filter((_, place) => place !== index))}
        />
      ))}
      <div>
        <Button
          type="button"
          size="small"
          variant="secondary"
          onClick={() => change([...questions, { field: "url", op: "contains", value: "" }])}
        >
          {t("audience.filter.add")}
        </Button>
      </div>
      <Hint error={error} hint={t(questions.length ? "audience.filter.hint" : "audience.filter.all")} />
    </fieldset>
  );
}

interface OneQuestionProps {
  number: number;
  question: Question;
  onChange: (part: Partial<Question>) => void;
  onRemove: () => void;
}

function OneQuestion({ number, question, onChange, onRemove }: OneQuestionProps) {
  const t = useText();
  const { field, op, value } = question;
  const isOfEvent = field.startsWith(OF_EVENT);
  return (
    <div className={styles.triple}>
      <div className={styles.group}>
        <SelectField
          label={t("audience.filter.field", { number })}
          value={isOfEvent ? OF_EVENT : field}
          choices={[...KNOWN, OF_EVENT].map((each) => ({
            value: each,
            label: t(`audience.filter.field.${each.replace(".", "")}`),
          }))}
          onChange={(next) => onChange({ field: next, ...(next === "product" && { op: "in" }) })}
        />
        {isOfEvent && (
          <TextField
            label={t("audience.filter.data", { number })}
            value={field.slice(OF_EVENT.length)}
            placeholder="gross"
            onChange={(name) => onChange({ field: `${OF_EVENT}${name}` })}
          />
        )}
      </div>
      <SelectField
        label={t("audience.filter.op", { number })}
        value={op}
        choices={OPERATORS.map((each) => ({ value: each, label: t(`audience.filter.${each}`) }))}
        onChange={(next) => onChange({ op: next as Operator })}
      />
      <TextField
        label={t("audience.filter.value", { number })}
        value={value}
        placeholder={field === "url" ? "/shoes" : ""}
        onChange={(next) => onChange({ value: next })}
      />
      <Button
        type="button"
        variant="tertiary"
        icon={<Trash2 size={16} aria-hidden />}
        aria-label={t("ui.removeNumber", { name: t("audience.filter.question"), number })}
        onClick={onRemove}
      />
    </div>
  );
}
