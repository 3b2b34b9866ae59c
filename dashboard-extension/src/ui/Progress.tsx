import styles from "./Progress.module.css";

/** How far something long has come; without a total it only says that it is at work. */
export function ProgressBar({ label, done, total }: { label: string; done?: number; total?: number | null }) {
  const share = total ? Math.min(1, (done ?? 0) / total) : null;
  return (
    <div
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
    >
      <div
        className={share === null ? styles.unknown : styles.done}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}
