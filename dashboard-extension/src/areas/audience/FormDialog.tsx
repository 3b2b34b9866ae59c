import { Button } from "@saleor/macaw-ui";
import type { ReactNode } from "react";
import type { Payload, Save } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields } from "~/ui/fields";

interface FormDialogProps {
  title: string;
  /** What it is saved with; its refusals of the fields named are shown by the fields. */
  saving: Omit<Save<never, Payload>, "save">;
  fields: readonly string[];
  submitLabel: string;
  canSubmit: boolean;
  isWide?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A window with fields to fill in, and what the shop had against them. */
export function FormDialog(props: FormDialogProps) {
  const { title, saving, fields, submitLabel, canSubmit, isWide, onSubmit, onClose, children } = props;
  const t = useText();
  return (
    <Dialog
      title={title}
      isOpen
      isWide={isWide}
      onClose={onClose}
      onSubmit={() => canSubmit && !saving.isSaving && onSubmit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!canSubmit || saving.isSaving}>
            {saving.isSaving ? t("ui.working") : submitLabel}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={saving.problem} />
      <RefusalNotice refusals={saving.refusals.besides(fields)} />
      <Fields>{children}</Fields>
    </Dialog>
  );
}
