import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useText } from "~/text/useText";
import styles from "./contacts.module.css";
import { DeedDialog, type Deed } from "./DeedDialog";
import { EraseMany } from "./EraseMany";
import { countOf, type Filters, type Whom } from "./whom";

interface BulkActionsProps {
  /** Null while nobody is chosen. */
  whom: Whom | null;
  filters: Filters;
  /** How many the filters find; null before it is known. */
  total: number | null;
  onWhom: (whom: Whom | null) => void;
  onDone: () => void;
  /** A deed goes on in the background. */
  onOperation: (id: string) => void;
}

const DEEDS: readonly Deed[] = ["tag", "untag", "subscribe", "unsubscribe", "field", "journey"];

/** What can be done with the people chosen; while nobody is, the way to choose everybody found. */
export function BulkActions(props: BulkActionsProps) {
  const { whom, filters, total, onWhom } = props;
  const t = useText();
  const [deed, setDeed] = useState<Deed | "erase" | null>(null);
  if (!total) return null;
  const all = (
    <Button size="small" variant="tertiary" onClick={() => onWhom({ filters, count: total })}>
      {t("contacts.bulk.everybody", { count: total })}
    </Button>
  );
  if (!whom) return <div className={styles.bulk}>{all}</div>;

  const isEverybody = "filters" in whom;
  const count = countOf(whom);
  const words = t(isEverybody ? "contacts.bulk.all" : "ui.selected", { count });
  const close = () => setDeed(null);
  const done = () => {
    close();
    props.onDone();
  };
  return (
    <div className={styles.bulk} role="group" aria-label={words}>
      <strong>{words}</strong>
      {!isEverybody && count < total && all}
      <Button size="small" variant="tertiary" onClick={() => onWhom(null)}>
        {t("contacts.bulk.nobody")}
      </Button>
      <span className={styles.deeds}>
        {DEEDS.map((each) => (
          <Button key={each} size="small" variant="secondary" onClick={() => setDeed(each)}>
            {t(`contacts.bulk.${each}`)}
          </Button>
        ))}
        <Button size="small" variant="secondary" onClick={() => setDeed("erase")}>
          {t("contacts.bulk.erase")}
        </Button>
      </span>
      {deed === "erase" && <EraseMany {...props} whom={whom} onDone={done} onClose={close} />}
      {deed && deed !== "erase" && (
        <DeedDialog key={deed} {...props} whom={whom} deed={deed} onDone={done} onClose={close} />
      )}
    </div>
  );
}
