import { Button } from "@saleor/macaw-ui";
import type { Edit } from "~/api/useEdit";
import type { Refusals } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Notice } from "./Notice";

interface ConflictNoticeProps {
  edit: Pick<Edit<never, never>, "isNewer" | "keepMine" | "takeTheirs">;
  saving: { refusals: Refusals; isSaving: boolean; forget: () => void };
  /** Save the draft over the revision named. */
  onOverwrite: (revision: string) => void;
}

/** Somebody else has saved what is edited here: take theirs, or put one's own over it on purpose. */
export function ConflictNotice({ edit, saving, onOverwrite }: ConflictNoticeProps) {
  const t = useText();
  const { isNewer, keepMine, takeTheirs } = edit;
  const refusal = saving.refusals.for("revision");
  if (!isNewer && !refusal) return null;
  return (
    <Notice
      tone="warning"
      isUrgent
      title={t("ui.conflict.title")}
      actions={
        // Without the newer one there is nothing to choose yet: the page is reading it.
        isNewer && (
          <>
            <Button
              type="button"
              size="small"
              variant="secondary"
              disabled={saving.isSaving}
              onClick={() => {
                saving.forget();
                takeTheirs();
              }}
            >
              {t("ui.conflict.take")}
            </Button>
            <Button
              type="button"
              size="small"
              variant="secondary"
              disabled={saving.isSaving}
              onClick={() => onOverwrite(keepMine())}
            >
              {t("ui.conflict.overwrite")}
            </Button>
          </>
        )
      }
    >
      {t("ui.conflict.text")}
    </Notice>
  );
}
