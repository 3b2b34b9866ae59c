import { Button } from "@saleor/macaw-ui";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { ConfirmDialog, Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { SegmentDeleteDocument, type SegmentPartsFragment } from "./gql/graphql";
import styles from "./segments.module.css";

interface DeleteSegmentProps {
  segment: SegmentPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** Delete a segment nobody needs; if somebody does, say who. */
export function DeleteSegment({ segment, onClose, onDone }: DeleteSegmentProps) {
  const t = useText();
  const said = useUsers();
  const remove = useSave(SegmentDeleteDocument, (data) => data.automationSegmentDelete);
  const { name, usedBy } = segment;
  if (usedBy.length) {
    return (
      <Dialog
        title={t("segments.delete.used", { name })}
        isOpen
        onClose={onClose}
        actions={
          <Button type="button" onClick={onClose}>
            {t("ui.close")}
          </Button>
        }
      >
        <p className={styles.line}>{t("segments.delete.usedText")}</p>
        <ul className={styles.users}>
          {usedBy.map((user) => (
            <li key={user} dir="auto">
              {said(user)}
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  const run = async () => {
    if (!(await remove.save({ id: segment.id }))) return;
    notify("success", t("segments.deleted", { name }));
    onDone();
  };
  return (
    <ConfirmDialog
      title={t("segments.delete.title", { name })}
      isOpen
      onClose={onClose}
      onConfirm={() => void run()}
      confirmLabel={t("ui.delete")}
      isBusy={remove.isSaving}
      isDangerous
    >
      <ErrorNotice problem={remove.problem} onRetry={() => void run()} />
      <RefusalNotice refusals={remove.refusals.all} />
      <p className={styles.line}>{t("segments.delete.text", { count: segment.membersCount })}</p>
    </ConfirmDialog>
  );
}
