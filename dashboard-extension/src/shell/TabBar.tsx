import { Link } from "react-router-dom";
import { useText } from "~/text/useText";
import styles from "./Shell.module.css";
import { tabs } from "./tabs";

/** Links rather than ARIA tabs: each is a page with an address. */
export function TabBar({ current }: { current: string }) {
  const t = useText();
  return (
    <nav className={styles.tabs} aria-label={t("shell.navigation")}>
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          to={tab.path}
          className={styles.tab}
          aria-current={tab.covers.includes(current) ? "page" : undefined}
        >
          {t(tab.text)}
        </Link>
      ))}
    </nav>
  );
}
