import { AlertTriangle, CheckCircle2, Info, XCircle } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Notice.module.css";

export type NoticeTone = "info" | "success" | "warning" | "critical";

const ICONS = { info: Info, success: CheckCircle2, warning: AlertTriangle, critical: XCircle } as const;

interface NoticeProps {
  tone?: NoticeTone;
  title?: string;
  actions?: ReactNode;
  /** Read it out at once; for what appears after the reader did something. */
  isUrgent?: boolean;
  children?: ReactNode;
}

/** A box that says something about the page or the form it stands in. */
export function Notice({ tone = "info", title, actions, isUrgent = false, children }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={`${styles.box} ${styles[tone]}`} role={isUrgent ? "alert" : undefined}>
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        {title && <strong className={styles.title}>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
