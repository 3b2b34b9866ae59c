import { Button } from "@saleor/macaw-ui";
import { Trash2 } from "lucide-react";
import { useText } from "~/text/useText";
import { Hint, TextField } from "~/ui/fields";
import styles from "./audience.module.css";

export interface FieldChoice {
  value: string;
  label: string;
}

interface ChoicesFieldProps {
  choices: readonly FieldChoice[];
  onChange: (choices: readonly FieldChoice[]) => void;
}

/** The answers a field allows, in their order: what is kept, and what people read. */
export function ChoicesField({ choices, onChange }: ChoicesFieldProps) {
  const t = useText();
  const set = (index: number, part: Partial<FieldChoice>) =>
    onChange(choices.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.group}>
      <legend>{t("audience.fields.choices")}</legend>
      {choices.map((choice, index) => (
        <div key={index} className={styles.pair}>
          <TextField
            label={t("audience.fields.choice.label", { number: index + 1 })}
            value={choice.label}
            onChange={(label) => set(index, { label })}
          />
          <TextField
            label={t("audience.fields.choice.value", { number: index + 1 })}
            value={choice.value}
            placeholder={choice.label}
            onChange={(value) => set(index, { value })}
          />
          <Button
            type="button"
            variant="tertiary"
            icon={<Trash2 size={16} aria-hidden />}
            aria-label={t("ui.removeNumber", { name: t("audience.fields.choice"), number: index + 1 })}
            disabled={choices.length === 1}
            onClick={() => onChange(choices.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          type="button"
          size="small"
          variant="secondary"
          onClick={() => onChange([...choices, { value: "", label: "" }])}
        >
          {t("audience.fields.choice.add")}
        </Button>
      </div>
      <Hint hint={t("audience.fields.choices.hint")} />
    </fieldset>
  );
}
