import type { ReactNode } from "react";
import { X } from "lucide-react";
import styles from "./Tag.module.css";

export type TagTone = "default" | "success" | "warning" | "critical" | "info";

/** A small mark: a status, a tag, a list. With `onRemove` it can be taken away. */
export function Tag({
  children,
  tone = "default",
  onRemove,
  removeLabel,
}: {
  children: ReactNode;
  tone?: TagTone;
  onRemove?: () => void;
  removeLabel?: string;
}) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      <span className={styles.words} dir="auto">
        {children}
      </span>
      {onRemove && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

export function Tags({ children }: { children: ReactNode }) {
  return <div className={styles.tags}>{children}</div>;
}
