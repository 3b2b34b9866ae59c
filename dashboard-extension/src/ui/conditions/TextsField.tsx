import { useId, useState } from "react";
import { useText } from "~/text/useText";
import { Hint } from "../fields";
import { Tag, Tags } from "../Tag";
import styles from "./conditions.module.css";
import type { Choice } from "./useCatalogue";

interface TextsFieldProps {
  label: string;
  value: readonly string[];
  /** What there is to choose; without it, or when it is empty, words are typed. */
  choices: readonly Choice[];
  onChange: (next: readonly string[]) => void;
  error?: string;
}

/** Several words: chosen one after the other, or typed and taken with Enter or a comma. */
export function TextsField({ label, value, choices, onChange, error }: TextsFieldProps) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState("");
  const nameOf = (each: string) => choices.find((choice) => choice.value === each)?.label ?? each;
  const add = (text: string) => {
    const words = text.split(",").map((word) => word.trim());
    const fresh = words.filter(
      (word, place) => word && !value.includes(word) && words.indexOf(word) === place,
    );
    if (fresh.length) onChange([...value, ...fresh]);
    setTyped("");
  };
  return (
    <div className={styles.things}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {value.length > 0 && (
        <Tags>
          {value.map((each) => (
            <Tag
              key={each}
              removeLabel={t("ui.things.takeAway", { name: nameOf(each) })}
              onRemove={() => onChange(value.filter((other) => other !== each))}
            >
              {nameOf(each)}
            </Tag>
          ))}
        </Tags>
      )}
      {choices.length ? (
        <select id={id} className={styles.input} value="" onChange={(event) => add(event.target.value)}>
          <option value="">{t("conditions.addValue")}</option>
          {choices
            .filter((choice) => !value.includes(choice.value))
            .map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
        </select>
      ) : (
        <input
          id={id}
          className={styles.input}
          value={typed}
          placeholder={t("conditions.typeValue")}
          onChange={(event) =>
            event.target.value.endsWith(",") ? add(event.target.value) : setTyped(event.target.value)
          }
          onBlur={() => add(typed)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add(typed);
          }}
        />
      )}
      <Hint error={error} />
    </div>
  );
}
