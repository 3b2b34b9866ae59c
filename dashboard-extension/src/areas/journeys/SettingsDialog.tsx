import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, NumberField, TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import { JourneyUpdateDocument } from "./gql/graphql";
import type { Draft } from "./useDraft";

const FIELDS = ["name", "priority", "holdoutPercent"];

/** Name, priority and holdout: they count at once, without publishing. */
export function SettingsDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const { journey } = draft;
  const [name, setName] = useState(journey.name);
  const [priority, setPriority] = useState<number | null>(journey.priority);
  const [holdoutPercent, setHoldout] = useState<number | null>(journey.holdoutPercent);
  const [isLeft, setLeft] = useState(false);
  const update = useSave(JourneyUpdateDocument, (data) => data.automationJourneyUpdate);
  const save = async () => {
    // The settings name the revision they were read with, so the draft goes first.
    if (!(await draft.flush())) {
      setLeft(true);
      return;
    }
    const saved = await update.save({
      id: journey.id,
      input: {
        revision: draft.revision(),
        name: name.trim(),
        priority: priority ?? 0,
        holdoutPercent: holdoutPercent ?? 0,
      },
    });
    if (!saved?.journey) return;
    draft.take(saved.journey);
    notify("success", t("journeys.settings.done"));
    onClose();
  };
  return (
    <Dialog
      title={t("journeys.settings")}
      isOpen
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!name.trim() || update.isSaving}>
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <Fields>
        {isLeft && <Notice tone="warning">{t("journeys.publish.notSaved")}</Notice>}
        <ErrorNotice problem={update.problem} />
        <RefusalNotice refusals={update.refusals.besides(FIELDS)} />
        <TextField
          label={t("journeys.name")}
          value={name}
          onChange={setName}
          error={update.refusals.for("name")}
          maxLength={250}
          isRequired
        />
        <NumberField
          label={t("journeys.priority")}
          hint={t("journeys.priority.hint")}
          value={priority}
          onChange={setPriority}
          error={update.refusals.for("priority")}
          step={1}
        />
        <NumberField
          label={t("journeys.holdout")}
          hint={t("journeys.holdout.hint")}
          value={holdoutPercent}
          onChange={setHoldout}
          error={update.refusals.for("holdoutPercent")}
          min={0}
          max={50}
          step={1}
        />
      </Fields>
    </Dialog>
  );
}
