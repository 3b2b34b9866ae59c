import { useRef, type ReactNode } from "react";
import { useReportedHeight } from "~/bridge/dashboard";
import styles from "./Shell.module.css";

/** What a widget shows, whatever it is, in a frame of its height. */
export function WidgetFrame({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useReportedHeight(box);
  return (
    <div ref={box} className={styles.widget}>
      {children}
    </div>
  );
}
