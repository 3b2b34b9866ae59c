import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { SelectField, TextField } from "~/ui/fields";
import { ChoicesField, type FieldChoice } from "./ChoicesField";
import { FormDialog } from "./FormDialog";
import {
  CustomFieldCreateDocument,
  CustomFieldUpdateDocument,
  type AutomationFieldType,
  type FieldRowFragment,
} from "./gql/graphql";
import { slugOf } from "./slug";

interface FieldDialogProps {
  /** Null for a new one. */
  field: FieldRowFragment | null;
  onClose: () => void;
  onDone: () => void;
}

const TYPES: readonly AutomationFieldType[] = [
  "TEXT",
  "NUMBER",
  "BOOLEAN",
  "DATE",
  "DATE_TIME",
  "CHOICE",
  "MANY_CHOICE",
];
const WITH_CHOICES: readonly AutomationFieldType[] = ["CHOICE", "MANY_CHOICE"];
const NO_CHOICE: FieldChoice = { value: "", label: "" };

export function FieldDialog({ field, onClose, onDone }: FieldDialogProps) {
  const t = useText();
  const [name, setName] = useState(field?.name ?? "");
  const [slug, setSlug] = useState<string | null>(field?.slug ?? null);
  const [type, setType] = useState<AutomationFieldType>(field?.type ?? "TEXT");
  const [choices, setChoices] = useState<readonly FieldChoice[]>(
    field?.choices.length ? field.choices : [NO_CHOICE, NO_CHOICE],
  );
  const create = useSave(CustomFieldCreateDocument, (data) => data.automationCustomFieldCreate);
  const update = useSave(CustomFieldUpdateDocument, (data) => data.automationCustomFieldUpdate);
  const saving = field ? update : create;
  const made = slug ?? slugOf(name, "_");
  const hasChoices = WITH_CHOICES.includes(type);
  const given = choices
    .map(({ value, label }) => ({ value: value.trim() || label.trim(), label: label.trim() || value.trim() }))
    .filter(({ value }) => value);

  const submit = async () => {
    const values = { name: name.trim(), type, choices: hasChoices ? given : [] };
    const done = field
      ? await update.save({ id: field.id, input: values })
      : await create.save({ input: { ...values, slug: made } });
    if (!done) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={field ? t("audience.fields.edit") : t("audience.fields.create")}
      saving={saving}
      fields={["name", "slug"]}
      submitLabel={field ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(name.trim() && made && (!hasChoices || given.length))}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t("audience.name")}
        value={name}
        isRequired
        error={saving.refusals.for("name")}
        onChange={setName}
      />
      <TextField
        label={t("audience.fields.slug")}
        value={made}
        isRequired
        isDisabled={field !== null}
        hint={t(field ? "audience.slug.stays" : "audience.fields.slug.hint", { slug: made || "shoe_size" })}
        error={saving.refusals.for("slug")}
        onChange={setSlug}
      />
      <SelectField
        label={t("audience.fields.type")}
        value={type}
        isDisabled={Boolean(field?.valuesCount)}
        hint={t(field?.valuesCount ? "audience.fields.type.stays" : `audience.fields.type.${type}.hint`, {
          count: field?.valuesCount ?? 0,
        })}
        choices={TYPES.map((each) => ({ value: each, label: t(`audience.fields.type.${each}`) }))}
        onChange={(next) => setType(next as AutomationFieldType)}
      />
      {hasChoices && <ChoicesField choices={choices} onChange={setChoices} />}
    </FormDialog>
  );
}
