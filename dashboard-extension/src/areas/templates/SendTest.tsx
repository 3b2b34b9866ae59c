import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, TextField } from "~/ui/fields";
import type { Content } from "./content";
import { MessageSendTestDocument } from "./gql/graphql";
import { ReaderPicker, type Reader } from "./ReaderPicker";

interface SendTestProps {
  content: Content;
  language: string;
  onClose: () => void;
}

/** Send the mail as it is on the page to an inbox, marked as a test. */
export function SendTest({ content, language, onClose }: SendTestProps) {
  const t = useText();
  const [to, setTo] = useState("");
  const [reader, setReader] = useState<Reader | null>(null);
  const send = useSave(MessageSendTestDocument, (data) => data.automationMessageSendTest);
  const submit = async () => {
    const input = { content: JSON.stringify(content), language, to, contactId: reader?.id ?? null };
    const sent = await send.save({ input });
    if (sent) {
      notify("success", t("templates.sent", { to: sent.sentTo }));
      onClose();
    }
  };
  return (
    <Dialog
      title={t("templates.sendTest")}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!to.trim() || send.isSaving}>
            {t("templates.send")}
          </Button>
        </>
      }
    >
      <Fields>
        <ErrorNotice problem={send.problem} />
        <RefusalNotice refusals={send.refusals.besides(["to"])} />
        <TextField
          label={t("templates.to")}
          type="email"
          value={to}
          onChange={setTo}
          error={send.refusals.for("to")}
          isRequired
        />
        <ReaderPicker reader={reader} onChange={setReader} />
        <p>{t("templates.sendTestText")}</p>
      </Fields>
    </Dialog>
  );
}
