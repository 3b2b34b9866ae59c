import { NavLink } from "react-router-dom";
import styles from "./SubTabs.module.css";

export interface SubTab {
  path: string;
  label: string;
  count?: number | null;
}

/** The pages of one area, below its title. */
export function SubTabs({ tabs, label }: { tabs: readonly SubTab[]; label: string }) {
  return (
    <nav className={styles.bar} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.path} to={tab.path} end className={styles.tab}>
          {tab.label}
          {tab.count != null && <span className={styles.count}>{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
