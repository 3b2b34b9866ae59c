import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Facts } from "~/ui/Card";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, TextField } from "~/ui/fields";
import type { CardProps } from "./ContactPage";
import { ContactUpdateDocument } from "./gql/graphql";
import { originWords } from "./names";

const FIELDS = [
  "email",
  "firstName",
  "lastName",
  "languageCode",
  "countryCode",
  "countryArea",
  "city",
  "postalCode",
  "timeZone",
] as const;

export function ProfileCard({ person, reload }: CardProps) {
  const t = useText();
  const formats = useFormats();
  const [isEditing, setEditing] = useState(false);
  const country = person.countryCode && formats.country(person.countryCode);
  const place = [person.postalCode, person.city, person.countryArea, country].filter(Boolean).join(", ");
  return (
    <Card
      title={t("contacts.profile")}
      actions={
        <Button size="small" variant="secondary" onClick={() => setEditing(true)}>
          {t("ui.edit")}
        </Button>
      }
    >
      <Facts
        facts={[
          [t("contacts.email"), person.email],
          [t("contacts.languageCode"), person.languageCode ? formats.language(person.languageCode) : "–"],
          [t("contacts.place"), place || "–"],
          [t("contacts.timeZone"), person.timeZone || "–"],
          [t("contacts.channel"), person.channelSlug || "–"],
          [t("contacts.since"), formats.date(person.createdAt)],
          [t("contacts.origin"), originWords(person.origin, t) || "–"],
        ]}
      />
      {isEditing && <EditDialog person={person} reload={reload} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function EditDialog({ person, reload, onClose }: CardProps & { onClose: () => void }) {
  const t = useText();
  const [values, setValues] = useState(() =>
    Object.fromEntries(FIELDS.map((field) => [field, person[field]])),
  );
  const update = useSave(ContactUpdateDocument, (data) => data.automationContactUpdate);

  const submit = async () => {
    const changed = FIELDS.filter((field) => values[field] !== person[field]);
    const input = Object.fromEntries(changed.map((field) => [field, values[field]]));
    if (!(await update.save({ id: person.id, input }))) return;
    notify("success", t("contacts.saved"));
    reload();
    onClose();
  };
  return (
    <Dialog
      title={t("contacts.profile.edit")}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={update.isSaving}>
            {update.isSaving ? t("ui.working") : t("ui.save")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={update.problem} />
      <RefusalNotice refusals={update.refusals.besides(FIELDS)} />
      <Fields>
        {FIELDS.map((field) => (
          <TextField
            key={field}
            label={t(`contacts.${field}`)}
            value={values[field] ?? ""}
            error={update.refusals.for(field)}
            onChange={(value) => setValues({ ...values, [field]: value })}
          />
        ))}
      </Fields>
    </Dialog>
  );
}
