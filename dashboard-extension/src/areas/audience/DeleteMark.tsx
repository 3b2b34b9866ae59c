import { Button } from "@saleor/macaw-ui";
import type { Read } from "~/api/useRead";
import type { Payload, Save } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { ConfirmDialog, Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { LinesSkeleton } from "~/ui/Skeletons";
import type { Mark, MarkKind } from "./MarksPage";

interface DeleteMarkProps {
  kind: MarkKind;
  mark: Mark;
  /** How many contacts lose something by it. */
  count: number;
  use: Read<unknown>;
  usedBy: readonly string[] | undefined;
  deleting: Save<{ id: string }, Payload>;
  onClose: () => void;
  onDone: () => void;
}

/** Ask before a mark goes, after looking who needs it: what a journey or segment names cannot be deleted. */
export function DeleteMark(props: DeleteMarkProps) {
  const { kind, mark, count, use, usedBy, deleting, onClose, onDone } = props;
  const t = useText();
  const said = useUsers();
  const title = t(`audience.${kind}.delete.title`, { name: mark.name });

  const confirm = async () => {
    if (!(await deleting.save({ id: mark.id }))) {
      use.reload();
      return;
    }
    notify("success", t("audience.deleted", { name: mark.name }));
    onDone();
    onClose();
  };
  if (!usedBy || usedBy.length > 0)
    return (
      <Dialog
        title={title}
        isOpen
        onClose={onClose}
        actions={
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.close")}
          </Button>
        }
      >
        <ErrorNotice problem={use.problem} onRetry={use.reload} />
        <RefusalNotice refusals={deleting.refusals.all} />
        {usedBy ? (
          <Notice tone="warning" title={t("audience.used.title")}>
            <p style={{ margin: "0 0 8px" }}>{t("audience.used.text")}</p>
            <ul style={{ margin: 0, paddingInlineStart: 20 }}>
              {usedBy.map((user) => (
                <li key={user} dir="auto">
                  {said(user)}
                </li>
              ))}
            </ul>
          </Notice>
        ) : (
          !use.problem && <LinesSkeleton lines={2} />
        )}
      </Dialog>
    );
  return (
    <ConfirmDialog
      title={title}
      isOpen
      onClose={onClose}
      onConfirm={() => void confirm()}
      confirmLabel={t("ui.delete")}
      isBusy={deleting.isSaving}
      isDangerous
    >
      <ErrorNotice problem={deleting.problem} />
      <RefusalNotice refusals={deleting.refusals.all} />
      <p style={{ margin: 0 }}>{t(`audience.${kind}.delete.text`, { count })}</p>
    </ConfirmDialog>
  );
}
