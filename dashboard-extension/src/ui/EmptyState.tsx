import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  title: string;
  /** What this place is for and how to begin: an empty page teaches. */
  text?: ReactNode;
  actions?: ReactNode;
  /** It is all there is, so its title is the page's heading. */
  isPage?: boolean;
  children?: ReactNode;
}

export function EmptyState({ title, text, actions, isPage = false, children }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={isPage ? styles.page : styles.place}>
      <div className={styles.box}>
        <Heading className={styles.title}>{title}</Heading>
        {text && <p className={styles.text}>{text}</p>}
        {children}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
