import { Button } from "@saleor/macaw-ui";
import { ChevronDown, Plus, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useText } from "~/text/useText";
import { SelectField } from "../fields";
import styles from "./conditions.module.css";
import { FactDialog } from "./FactDialog";
import { ParameterField } from "./ParameterField";
import {
  begun,
  missingIn,
  operatorsOf,
  put,
  putParameter,
  valueKind,
  withOperator,
  type Question,
} from "./question";
import { useKnown } from "./useCatalogue";
import { useCustomField } from "./useCustomField";
import { ValueField } from "./ValueField";

interface QuestionEditorProps {
  question: Question;
  onChange: (next: Question) => void;
  onRemove: () => void;
}

/** One question: what is asked, how it is compared, and with what. */
export function QuestionEditor({ question, onChange, onRemove }: QuestionEditorProps) {
  const t = useText();
  const { facts, currencies } = useKnown();
  const [isChoosing, setChoosing] = useState(false);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const fact = facts.get(question.fact)!;
  const field = useCustomField(fact.type === "field" ? String(question.name ?? "") : "");
  const missing = missingIn(question, fact);
  const operators = operatorsOf(fact, field);
  const isSaid = (name: string) => {
    const value = question[name];
    return value != null && value !== "" && !(Array.isArray(value) && !value.length);
  };
  const optional = fact.parameters.filter(({ isRequired }) => !isRequired);
  const shown = optional.filter(({ name }) => isSaid(name) || opened.includes(name));
  const folded = optional.filter((each) => !shown.includes(each));
  const isOther = !operators.some(({ key }) => key === question.op);
  const parameter = (each: (typeof optional)[number]) => (
    <ParameterField
      key={each.name}
      parameter={each}
      value={question[each.name]}
      isMissing={missing.includes(each.name)}
      onChange={(value) => onChange(putParameter(question, fact, each.name, value))}
    />
  );
  return (
    <div className={styles.question} role="group" aria-label={fact.label}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.asked}
          aria-haspopup="dialog"
          title={t("conditions.change")}
          onClick={() => setChoosing(true)}
        >
          {fact.label} <ChevronDown size={14} aria-hidden />
        </button>
        <Button
          type="button"
          variant="tertiary"
          size="small"
          icon={<Trash2 size={16} aria-hidden />}
          aria-label={t("conditions.remove", { name: fact.label })}
          onClick={onRemove}
        />
      </div>
      <div className={styles.fields}>
        {fact.parameters.filter(({ isRequired, name }) => isRequired && name !== "currency").map(parameter)}
        {(operators.length > 1 || isOther) && (
          <SelectField
            label={t("conditions.operator")}
            value={question.op}
            choices={[
              ...operators,
              // What the field cannot be asked with any more stays until another one is chosen.
              ...fact.operators.filter(({ key }) => isOther && key === question.op),
            ].map(({ key, label }) => ({ value: key, label }))}
            onChange={(op) => onChange(withOperator(question, op, fact, field))}
          />
        )}
        {valueKind(fact, question.op, field) !== "none" && (
          <ValueField
            fact={fact}
            field={field}
            op={question.op}
            label={
              operators.length > 1 ? t("conditions.value") : (operators[0]?.label ?? t("conditions.value"))
            }
            value={question.value}
            isMissing={missing.includes("value")}
            onChange={(value) =>
              onChange(value === undefined ? put(question, "value", value) : { ...question, value })
            }
          />
        )}
        {fact.parameters.filter(({ isRequired, name }) => isRequired && name === "currency").map(parameter)}
        {shown.map((each) => (
          <div key={each.name} className={styles.optional}>
            {parameter(each)}
            <Button
              type="button"
              variant="tertiary"
              size="small"
              icon={<X size={14} aria-hidden />}
              aria-label={t("conditions.leaveOut", { name: each.label })}
              onClick={() => {
                setOpened(opened.filter((name) => name !== each.name));
                onChange(put(question, each.name, undefined));
              }}
            />
          </div>
        ))}
      </div>
      {folded.length > 0 && (
        <div className={styles.buttons}>
          {folded.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              className={styles.more}
              onClick={() => setOpened([...opened, name])}
            >
              <Plus size={12} aria-hidden /> {label}
            </button>
          ))}
        </div>
      )}
      {isChoosing && (
        <FactDialog
          onClose={() => setChoosing(false)}
          onPick={(next) => {
            setChoosing(false);
            if (next.key !== fact.key) onChange(begun(next, currencies));
          }}
        />
      )}
    </div>
  );
}
