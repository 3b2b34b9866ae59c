import styles from "./Choices.module.css";
import type { Choice } from "./FilterBar";

interface ChoicesProps {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}

/** A few things of which one is shown, side by side. */
export function Choices({ label, value, choices, onChange }: ChoicesProps) {
  return (
    <div className={styles.choices} role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.choice}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
