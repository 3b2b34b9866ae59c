import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useAll } from "~/api/useAll";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Facts } from "~/ui/Card";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields } from "~/ui/fields";
import type { CardProps, Person } from "./ContactPage";
import styles from "./contacts.module.css";
import { ValueField, type CustomField, type FieldValue } from "./ValueField";
import { ContactCustomFieldsDocument, ContactFieldsSetDocument } from "./gql/graphql";

export function FieldsCard({ person, reload }: CardProps) {
  const t = useText();
  const write = useValueWords();
  const [isEditing, setEditing] = useState(false);
  const all = useAll(ContactCustomFieldsDocument, {}, (data) => data.automationCustomFields);
  const fields = all.rows;
  return (
    <Card
      title={t("contacts.fields")}
      actions={
        fields.length > 0 && (
          <Button size="small" variant="secondary" onClick={() => setEditing(true)}>
            {t("ui.edit")}
          </Button>
        )
      }
    >
      <ErrorNotice problem={all.problem} onRetry={all.reload} />
      {person.fields.length === 0 ? (
        <span className={styles.muted}>
          {fields.length ? t("contacts.fields.empty") : t("contacts.fields.none")}
        </span>
      ) : (
        <Facts
          facts={person.fields.map(({ field, value }) => [field.name, write(field, JSON.parse(value))])}
        />
      )}
      {isEditing && (
        <EditDialog person={person} reload={reload} fields={fields} onClose={() => setEditing(false)} />
      )}
    </Card>
  );
}

function useValueWords(): (field: CustomField, value: FieldValue) => string {
  const t = useText();
  const formats = useFormats();
  return (field, value) => {
    if (value === null) return "–";
    if (typeof value === "boolean") return value ? t("ui.yes") : t("ui.no");
    if (field.type === "DATE") return formats.date(String(value));
    if (field.type === "DATE_TIME") return formats.dateTime(String(value));
    const labels = new Map(field.choices.map((choice) => [choice.value, choice.label]));
    return [value]
      .flat()
      .map((each) => labels.get(String(each)) ?? String(each))
      .join(", ");
  };
}

const valuesOf = (person: Person): Record<string, FieldValue> =>
  Object.fromEntries(person.fields.map(({ field, value }) => [field.slug, JSON.parse(value) as FieldValue]));

interface EditDialogProps extends CardProps {
  fields: readonly CustomField[];
  onClose: () => void;
}

function EditDialog({ person, reload, fields, onClose }: EditDialogProps) {
  const t = useText();
  const before = valuesOf(person);
  const [values, setValues] = useState(before);
  const set = useSave(ContactFieldsSetDocument, (data) => data.automationContactFieldsSet);

  const submit = async () => {
    const changed = fields.filter(
      ({ slug }) => JSON.stringify(values[slug] ?? null) !== JSON.stringify(before[slug] ?? null),
    );
    const given = changed.map(({ slug }) => ({ field: slug, value: JSON.stringify(values[slug] ?? null) }));
    if (given.length && !(await set.save({ id: person.id, values: given }))) return;
    notify("success", t("contacts.saved"));
    reload();
    onClose();
  };
  return (
    <Dialog
      title={t("contacts.fields.edit")}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={set.isSaving}>
            {set.isSaving ? t("ui.working") : t("ui.save")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={set.problem} />
      <RefusalNotice refusals={set.refusals.all} />
      <Fields>
        {fields.map((field) => (
          <ValueField
            key={field.slug}
            field={field}
            value={values[field.slug] ?? null}
            onChange={(value) => setValues({ ...values, [field.slug]: value })}
          />
        ))}
      </Fields>
    </Dialog>
  );
}
