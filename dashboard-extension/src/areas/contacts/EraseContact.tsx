import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { ContactEraseDocument } from "./gql/graphql";

interface EraseContactProps {
  person: { id: string; email: string };
  isOpen: boolean;
  onClose: () => void;
}

/** Erasing cannot be undone, so the address has to be typed. */
export function EraseContact({ person, isOpen, onClose }: EraseContactProps) {
  const t = useText();
  const navigate = useNavigate();
  const erase = useSave(ContactEraseDocument, (data) => data.automationContactErase);

  const confirm = async () => {
    if (!(await erase.save({ id: person.id }))) return;
    notify("success", t("contacts.erased"));
    navigate("/contacts");
  };
  return (
    <ConfirmDialog
      title={t("contacts.erase.title")}
      isOpen={isOpen}
      onClose={() => {
        erase.forget();
        onClose();
      }}
      onConfirm={() => void confirm()}
      confirmLabel={t("contacts.erase")}
      isBusy={erase.isSaving}
      isDangerous
      word={person.email}
    >
      <ErrorNotice problem={erase.problem} />
      <RefusalNotice refusals={erase.refusals.all} />
      <p style={{ margin: 0 }}>{t("contacts.erase.text")}</p>
    </ConfirmDialog>
  );
}
