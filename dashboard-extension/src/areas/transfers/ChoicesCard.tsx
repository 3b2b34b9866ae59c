import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { CheckField, ChecksField, Fields, TextField } from "~/ui/fields";
import type { PartProps } from "./ImportForm";

interface ChoicesCardProps extends PartProps {
  lists: readonly { slug: string; name: string }[];
}

/** What happens to everybody in the file besides. */
export function ChoicesCard({ draft, lists, onChange }: ChoicesCardProps) {
  const t = useText();
  return (
    <Card title={t("transfers.choices")}>
      <Fields>
        {lists.length > 0 && (
          <ChecksField
            label={t("transfers.choices.lists")}
            value={draft.lists}
            choices={lists.map(({ slug, name }) => ({ value: slug, label: name }))}
            hint={t("transfers.choices.lists.hint")}
            onChange={(next) => onChange({ lists: next })}
          />
        )}
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
