import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import { ContactCreateDocument } from "./gql/graphql";
import { contactPath } from "./names";

const FIELDS = ["email", "firstName", "lastName"] as const;

export function CreateContact({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <Form onClose={onClose} /> : null;
}

function Form({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [input, setInput] = useState({ email: "", firstName: "", lastName: "" });
  const create = useSave(ContactCreateDocument, (data) => data.automationContactCreate);

  const submit = async () => {
    const done = await create.save({ input });
    if (!done?.contact) return;
    notify("success", t("contacts.created"));
    navigate(contactPath(done.contact.id));
  };
  return (
    <Dialog
      title={t("contacts.create")}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={create.isSaving}>
            {create.isSaving ? t("ui.working") : t("ui.create")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={create.problem} />
      <RefusalNotice refusals={create.refusals.besides(FIELDS)} />
      <Notice>{t("contacts.create.hint")}</Notice>
      <Fields>
        {FIELDS.map((field) => (
          <TextField
            key={field}
            type={field === "email" ? "email" : "text"}
            label={t(`contacts.${field}`)}
            isRequired={field === "email"}
            value={input[field]}
            error={create.refusals.for(field)}
            onChange={(value) => setInput({ ...input, [field]: value })}
          />
        ))}
      </Fields>
    </Dialog>
  );
}
