import { Button } from "@saleor/macaw-ui";
import { useNavigate } from "react-router-dom";
import type { Rows } from "~/api/useConnection";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { ProgressBar } from "~/ui/Progress";
import { ChoicesCard } from "./ChoicesCard";
import { ColumnsCard } from "./ColumnsCard";
import { ConsentCard } from "./ConsentCard";
import type { Beginning } from "./csv";
import { inputOf, isReady, type Draft } from "./draft";
import { ContactImportDocument } from "./gql/graphql";
import type { Field, Mapping } from "./mapping";
import { transferPath } from "./TransferList";
import styles from "./transfers.module.css";

export interface PartProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

interface ImportFormProps extends PartProps {
  mapping: Mapping;
  beginning: Beginning;
  fields: Rows<Field>;
}

/** What to make of a file that can be read. */
export function ImportForm({ draft, mapping, beginning, fields, onChange }: ImportFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const sending = useSave(ContactImportDocument, (data) => data.automationContactImport);
  const canSend = isReady(draft, beginning) && !sending.isSaving;

  const send = async (isDryRun: boolean) => {
    const done = await sending.save({ input: inputOf(draft, beginning, isDryRun) });
    if (done?.transfer) navigate(transferPath(done.transfer.id));
  };
  return (
    <>
      <ErrorNotice problem={fields.problem} onRetry={fields.reload} />
      <ColumnsCard
        beginning={beginning}
        mapping={mapping}
        fields={fields.rows}
        onChange={(next) => onChange({ mapping: next })}
      />
      <ConsentCard draft={draft} onChange={onChange} />
      <ChoicesCard draft={draft} onChange={onChange} />
      <ErrorNotice problem={sending.problem} />
      <RefusalNotice refusals={sending.refusals.all} />
      {sending.isSaving && (
        <div role="status">
          <ProgressBar label={t("transfers.sending")} />
          <p className={styles.progressWords}>{t("transfers.sending")}</p>
        </div>
      )}
      <div className={styles.footer}>
        <span className={styles.muted}>{t("transfers.check.hint")}</span>
        <Button variant="secondary" disabled={!canSend} onClick={() => void send(true)}>
          {t("transfers.check.begin")}
        </Button>
        <Button disabled={!canSend} onClick={() => void send(false)}>
          {t("transfers.import.begin")}
        </Button>
      </div>
    </>
  );
}
