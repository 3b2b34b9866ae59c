import { Button } from "@saleor/macaw-ui";
import { useState, type ReactNode } from "react";
import type { Payload, Save } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import styles from "./audience.module.css";

interface Named {
  id: string;
  name: string;
}

interface NamedRowsProps<Row extends Named> {
  /** The texts are `audience.<kind>.…`. */
  kind: "tiers" | "rewards";
  rows: readonly Row[];
  words: (row: Row) => ReactNode;
  /** The window to make one (null) or change one. */
  form: (row: Row | null, onClose: () => void) => ReactNode;
  deleting: Save<{ id: string }, Payload>;
  reload: () => void;
}

type Opened<Row> = { window: "edit"; row: Row | null } | { window: "delete"; row: Row } | null;

/** A few things of one kind in a card, each with its name: made, changed and deleted in place. */
export function NamedRows<Row extends Named>(props: NamedRowsProps<Row>) {
  const { kind, rows, words, form, deleting, reload } = props;
  const t = useText();
  const [opened, setOpened] = useState<Opened<Row>>(null);
  const doomed = opened?.window === "delete" ? opened.row : null;
  const close = () => {
    deleting.forget();
    setOpened(null);
  };

  const confirm = async () => {
    if (!doomed || !(await deleting.save({ id: doomed.id }))) return;
    notify("success", t("audience.deleted", { name: doomed.name }));
    close();
    reload();
  };
  return (
    <Card
      title={t(`audience.${kind}`)}
      actions={
        <Button size="small" variant="secondary" onClick={() => setOpened({ window: "edit", row: null })}>
          {t(`audience.${kind}.create`)}
        </Button>
      }
    >
      {rows.length === 0 && <span className={styles.muted}>{t(`audience.${kind}.none`)}</span>}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.id} className={styles.row}>
            <div className={styles.words}>{words(row)}</div>
            <div className={styles.actions}>
              <Button
                size="small"
                variant="tertiary"
                aria-label={t("audience.edit.row", { name: row.name })}
                onClick={() => setOpened({ window: "edit", row })}
              >
                {t("ui.edit")}
              </Button>
              <Button
                size="small"
                variant="tertiary"
                aria-label={t("audience.delete.row", { name: row.name })}
                onClick={() => setOpened({ window: "delete", row })}
              >
                {t("ui.delete")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {opened?.window === "edit" && form(opened.row, close)}
      <ConfirmDialog
        title={t(`audience.${kind}.delete.title`, { name: doomed?.name ?? "" })}
        isOpen={doomed !== null}
        onClose={close}
        onConfirm={() => void confirm()}
        confirmLabel={t("ui.delete")}
        isBusy={deleting.isSaving}
        isDangerous
      >
        <ErrorNotice problem={deleting.problem} />
        <RefusalNotice refusals={deleting.refusals.all} />
        <p style={{ margin: 0 }}>{t(`audience.${kind}.delete.text`)}</p>
      </ConfirmDialog>
    </Card>
  );
}
