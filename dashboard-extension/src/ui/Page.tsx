import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import { useText } from "~/text/useText";
import styles from "./Page.module.css";

interface PageProps {
  title: ReactNode;
  /** Beside the title: a status, a count. */
  aside?: ReactNode;
  /** Address of the list this belongs to. */
  back?: string;
  /** At the right; at most one primary button. */
  actions?: ReactNode;
  /** Below the title: tabs of the area (SubTabs). */
  below?: ReactNode;
  /** The content brings its own scrolling (a table, a canvas) and fills the page to its edges. */
  isFilled?: boolean;
  children: ReactNode;
}

/** A page below the tabs: header with title and actions, then the content. */
export function Page({ title, aside, back, actions, below, isFilled = false, children }: PageProps) {
  const t = useText();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.line}>
          {back && (
            <Link to={back} className={styles.back} aria-label={t("ui.back")}>
              <ArrowLeft size={18} aria-hidden />
            </Link>
          )}
          <h1 className={styles.title}>{title}</h1>
          {aside}
          <div className={styles.actions}>{actions}</div>
        </div>
        {below}
      </header>
      <div className={isFilled ? styles.filled : styles.content}>{children}</div>
    </div>
  );
}

interface ColumnsProps {
  main: ReactNode;
  side: ReactNode;
  /** The side stays in sight while the main column is scrolled: a preview of what is written there. */
  isSideSticky?: boolean;
}

/** Main column and a third for what is about the object. One below the other where it is narrow. */
export function Columns({ main, side, isSideSticky = false }: ColumnsProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>{main}</div>
      <div className={isSideSticky ? styles.sticky : styles.stack}>{side}</div>
    </div>
  );
}
