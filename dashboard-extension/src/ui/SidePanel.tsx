import { Button } from "@saleor/macaw-ui";
import { X } from "lucide-react";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useText } from "~/text/useText";
import styles from "./SidePanel.module.css";

interface SidePanelProps {
  title: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/** A panel at the right that leaves the page usable; Escape closes it and gives the focus back. */
export function SidePanel({ title, onClose, footer, children }: SidePanelProps) {
  const t = useText();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // The handler only catches what bubbles up from the fields inside.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      aria-labelledby={id}
      onKeyDown={(event) => {
        // A dialog opened from here stands elsewhere in the page, and its Escape is its own.
        const isInside = event.currentTarget.contains(event.target as Node);
        if (event.key === "Escape" && isInside && !event.defaultPrevented) onClose();
      }}
    >
      <header className={styles.header}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <Button
          variant="tertiary"
          size="small"
          icon={<X size={16} aria-hidden />}
          aria-label={t("ui.close")}
          onClick={onClose}
        />
      </header>
      <div className={styles.content}>{children}</div>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </aside>
  );
}
