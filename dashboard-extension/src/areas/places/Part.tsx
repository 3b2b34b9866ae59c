import { Children, type ReactNode } from "react";
import styles from "./places.module.css";

/** A few lines under a small heading, or a word where there are none. */
export function Part({ title, none, children }: { title: string; none?: string; children: ReactNode }) {
  const isEmpty = Children.count(children) === 0;
  return (
    <section className={styles.part}>
      <h2 className={styles.title}>{title}</h2>
      {isEmpty ? <p className={styles.muted}>{none}</p> : <ul className={styles.rows}>{children}</ul>}
    </section>
  );
}

export function Toolbar({ children }: { children: ReactNode }) {
  return <div className={styles.toolbar}>{children}</div>;
}
