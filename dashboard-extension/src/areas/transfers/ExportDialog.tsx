import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, SelectField } from "~/ui/fields";
import { ThingField } from "~/ui/things/ThingsField";
import { ContactExportDocument } from "./gql/graphql";
import { transferPath } from "./TransferList";

const WHOM = ["all", "list", "segment"] as const;
type Whom = (typeof WHOM)[number];

/** Ask whom to write to a file, and lead to its progress. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [whom, setWhom] = useState<Whom>("all");
  const [slug, setSlug] = useState("");
  const saving = useSave(ContactExportDocument, (data) => data.automationContactExport);

  const submit = async () => {
    const done = await saving.save(whom === "all" ? {} : { [whom]: slug });
    if (done?.transfer) navigate(transferPath(done.transfer.id));
  };
  return (
    <Dialog
      title={t("transfers.export")}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={saving.isSaving || (whom !== "all" && !slug)}>
            {saving.isSaving ? t("ui.working") : t("transfers.export.begin")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={saving.problem} />
      <RefusalNotice refusals={saving.refusals.all} />
      <p style={{ margin: "0 0 16px" }}>{t("transfers.export.text")}</p>
      <Fields>
        <SelectField
          label={t("transfers.export.whom")}
          value={whom}
          choices={WHOM.map((value) => ({ value, label: t(`transfers.export.${value}`) }))}
          onChange={(next) => {
            setWhom(next as Whom);
            setSlug("");
          }}
        />
        {whom !== "all" && (
          <ThingField
            key={whom}
            label={t(`transfers.export.${whom}.which`)}
            source={whom}
            value={slug}
            isRequired
            noneText={t(`transfers.export.${whom}.none`)}
            onChange={(next) => setSlug(String(next ?? ""))}
          />
        )}
      </Fields>
    </Dialog>
  );
}
