import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Choices } from "~/ui/Choices";
import { SelectField } from "~/ui/fields";
import { newMail, type Content } from "./content";
import styles from "./templates.module.css";

const USUAL = ["en", "it", "de", "fr", "es", "nl", "pl", "pt", "sv"];

interface LanguagesProps {
  content: Content;
  language: string;
  onLanguage: (language: string) => void;
  onChange: (content: Content) => void;
}

/** The languages a mail is written in. A new one begins as a copy of the one that is open. */
export function Languages({ content, language, onLanguage, onChange }: LanguagesProps) {
  const t = useText();
  const [isAdding, setAdding] = useState(false);
  const written = Object.keys(content).sort();
  const formats = useFormats();
  const nameOf = (code: string) => `${formats.language(code)} (${code})`;
  const add = (code: string) => {
    if (!code) return;
    const model = content[language];
    onChange({ ...content, [code]: model ? structuredClone(model) : newMail() });
    onLanguage(code);
    setAdding(false);
  };
  const remove = () => {
    const rest = Object.fromEntries(Object.entries(content).filter(([code]) => code !== language));
    onChange(rest);
    onLanguage(Object.keys(rest).sort()[0] ?? "en");
  };
  return (
    <div className={styles.languages}>
      <Choices
        label={t("templates.language")}
        value={language}
        choices={written.map((code) => ({ value: code, label: nameOf(code) }))}
        onChange={onLanguage}
      />
      {isAdding ? (
        <SelectField
          label={t("templates.addLanguage")}
          value=""
          emptyLabel=""
          choices={USUAL.filter((code) => !written.includes(code)).map((code) => ({
            value: code,
            label: nameOf(code),
          }))}
          onChange={add}
        />
      ) : (
        <Button variant="tertiary" size="small" onClick={() => setAdding(true)}>
          {t("templates.addLanguage")}
        </Button>
      )}
      {written.length > 1 && (
        <Button variant="tertiary" size="small" onClick={remove}>
          {t("templates.removeLanguage")}
        </Button>
      )}
    </div>
  );
}
