import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, TextField } from "~/ui/fields";
import { JourneyCreateDocument } from "./gql/graphql";
import { journeyPath } from "./names";

/** An empty draft with a name; nobody enters before it is published. */
export function CreateJourney({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const create = useSave(JourneyCreateDocument, (data) => data.automationJourneyCreate);
  const save = async () => {
    if (!name.trim()) return;
    const made = await create.save({ input: { name: name.trim() } });
    if (made?.journey) navigate(journeyPath(made.journey.id));
  };
  return (
    <Dialog
      title={t("journeys.create")}
      isOpen
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!name.trim() || create.isSaving}>
            {t("ui.create")}
          </Button>
        </>
      }
    >
      <Fields>
        <ErrorNotice problem={create.problem} />
        <RefusalNotice refusals={create.refusals.besides(["name"])} />
        <TextField
          label={t("journeys.name")}
          hint={t("journeys.nameHint")}
          value={name}
          onChange={setName}
          error={create.refusals.for("name")}
          maxLength={250}
          isRequired
        />
      </Fields>
    </Dialog>
  );
}
