import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { ContactsEraseDocument } from "./gql/graphql";
import { audienceOf, countOf, type Whom } from "./whom";

interface EraseManyProps {
  whom: Whom;
  onDone: () => void;
  onOperation: (id: string) => void;
  onClose: () => void;
}

/** Erasing cannot be undone, so the number of people has to be typed. */
export function EraseMany({ whom, onDone, onOperation, onClose }: EraseManyProps) {
  const t = useText();
  const erase = useSave(ContactsEraseDocument, (data) => data.automationContactsErase);
  const count = countOf(whom);

  const confirm = async () => {
    const done = await erase.save({ audience: audienceOf(whom) });
    if (!done?.operation) return;
    onOperation(done.operation.id);
    onDone();
  };
  return (
    <ConfirmDialog
      title={t("contacts.bulk.erase.title", { count })}
      isOpen
      onClose={onClose}
      onConfirm={() => void confirm()}
      confirmLabel={t("contacts.erase")}
      isBusy={erase.isSaving}
      isDangerous
      word={String(count)}
    >
      <ErrorNotice problem={erase.problem} />
      <RefusalNotice refusals={erase.refusals.all} />
      <p style={{ margin: 0 }}>{t("contacts.erase.text")}</p>
      {"filters" in whom && <p style={{ margin: 0 }}>{t("contacts.bulk.background")}</p>}
    </ConfirmDialog>
  );
}
