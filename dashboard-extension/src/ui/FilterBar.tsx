import { Search, X } from "lucide-react";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useText } from "~/text/useText";
import styles from "./FilterBar.module.css";

/** The line above a table: search, filters, and how many were found or what to do with the selected ones. */
export function FilterBar({ children, summary }: { children: ReactNode; summary?: ReactNode }) {
  return (
    <div className={styles.bar}>
      {children}
      {summary && <div className={styles.summary}>{summary}</div>}
    </div>
  );
}

const TYPING_MS = 300;

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Tells what was typed once typing pauses; Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = window.setTimeout(() => latest.current(typed), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed, value]);
  return (
    <div className={styles.search}>
      <Search size={16} aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange(typed);
          if (event.key === "Escape" && typed) {
            event.preventDefault();
            setTyped("");
            onChange("");
          }
        }}
      />
    </div>
  );
}

export interface Choice {
  value: string;
  label: string;
}

interface ChoiceFilterProps {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}

/** One of some values, or all of them (the empty one). The browser's own select: it opens above the frame's edge. */
export function ChoiceFilter({ label, value, choices, onChange }: ChoiceFilterProps) {
  const t = useText();
  const id = useId();
  return (
    <div className={value ? styles.active : styles.filter}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t("ui.all")}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {value && (
        <button type="button" aria-label={t("ui.clearFilter", { name: label })} onClick={() => onChange("")}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
