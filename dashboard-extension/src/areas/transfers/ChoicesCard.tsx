import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { CheckField, Fields, TextField } from "~/ui/fields";
import { ThingsField } from "~/ui/things/ThingsField";
import type { PartProps } from "./ImportForm";

/** What happens to everybody in the file besides. */
export function ChoicesCard({ draft, onChange }: PartProps) {
  const t = useText();
  return (
    <Card title={t("transfers.choices")}>
      <Fields>
        <ThingsField
          label={t("transfers.choices.lists")}
          source="list"
          value={draft.lists}
          hint={t("transfers.choices.lists.hint")}
          onChange={(next) => onChange({ lists: next.map(String) })}
        />
        <TextField
          label={t("transfers.choices.tags")}
          value={draft.tags}
          placeholder={t("transfers.choices.tags.example")}
          hint={t("transfers.choices.tags.hint")}
          onChange={(next) => onChange({ tags: next })}
        />
        <CheckField
          label={t("transfers.choices.overwrites")}
          value={draft.overwrites}
          hint={t("transfers.choices.overwrites.hint")}
          onChange={(next) => onChange({ overwrites: next })}
        />
        <CheckField
          label={t("transfers.choices.startsJourneys")}
          value={draft.startsJourneys}
          hint={t("transfers.choices.startsJourneys.hint")}
          onChange={(next) => onChange({ startsJourneys: next })}
        />
      </Fields>
    </Card>
  );
}
