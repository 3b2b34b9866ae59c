import type { ReactNode } from "react";
import styles from "./charts.module.css";

export interface BarRow {
  key: string;
  label: ReactNode;
  value: number;
  /** How the value is written; a percentage, an amount. */
  shown: string;
  /** Smaller, below the label. */
  hint?: ReactNode;
  /** One of the colours of series; 0 is the accent. */
  colour?: number;
}

interface BarListProps {
  label: string;
  rows: readonly BarRow[];
}

/** Values side by side, each with its bar; the words and numbers alone tell everything. */
export function BarList({ label, rows }: BarListProps) {
  const longest = Math.max(...rows.map(({ value }) => value)) || 1;
  return (
    <ul className={styles.bars} aria-label={label}>
      {rows.map(({ key, label: name, value, shown, hint, colour = 0 }) => (
        <li key={key}>
          <span className={styles.name} dir="auto">
            {name}
            {hint && <span className={styles.hint}>{hint}</span>}
          </span>
          <span className={styles.track} aria-hidden>
            <span
              className={`${styles.bar} ${styles[`colour${colour}`]}`}
              style={{ width: `${Math.min(100, (value / longest) * 100)}%` }}
            />
          </span>
          <span className={styles.shown}>{shown}</span>
        </li>
      ))}
    </ul>
  );
}
