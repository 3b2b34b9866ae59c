import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { LongTextField, TextField, ToggleField } from "~/ui/fields";
import { FormDialog } from "./FormDialog";
import { ListCreateDocument, ListUpdateDocument, type ListRowFragment } from "./gql/graphql";
import { slugOf } from "./slug";

interface ListDialogProps {
  /** Null for a new one. */
  list: ListRowFragment | null;
  onClose: () => void;
  onDone: () => void;
}

const FIELDS = ["name", "slug", "description"];

export function ListDialog({ list, onClose, onDone }: ListDialogProps) {
  const t = useText();
  const [name, setName] = useState(list?.name ?? "");
  const [slug, setSlug] = useState<string | null>(list?.slug ?? null);
  const [description, setDescription] = useState(list?.description ?? "");
  const [isDoubleOptIn, setDoubleOptIn] = useState(list?.isDoubleOptIn ?? false);
  const [isPublic, setPublic] = useState(list?.isPublic ?? true);
  const create = useSave(ListCreateDocument, (data) => data.automationListCreate);
  const update = useSave(ListUpdateDocument, (data) => data.automationListUpdate);
  const saving = list ? update : create;
  const made = slug ?? slugOf(name, "-");

  const submit = async () => {
    const values = { name: name.trim(), description: description.trim(), isDoubleOptIn, isPublic };
    const done = list
      ? await update.save({ id: list.id, input: values })
      : await create.save({ input: { ...values, slug: made || undefined } });
    if (!done) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={list ? t("audience.lists.edit") : t("audience.lists.create")}
      saving={saving}
      fields={FIELDS}
      submitLabel={list ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(name.trim())}
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
        label={t("audience.slug")}
        value={made}
        isDisabled={list !== null}
        hint={t(list ? "audience.slug.stays" : "audience.lists.slug.hint")}
        error={saving.refusals.for("slug")}
        onChange={setSlug}
      />
      <LongTextField
        label={t("audience.lists.description")}
        value={description}
        rows={2}
        hint={t("audience.lists.description.hint")}
        error={saving.refusals.for("description")}
        onChange={setDescription}
      />
      <ToggleField
        label={t("audience.lists.isDoubleOptIn")}
        value={isDoubleOptIn}
        hint={t("audience.lists.isDoubleOptIn.hint")}
        onChange={setDoubleOptIn}
      />
      <ToggleField
        label={t("audience.lists.isPublic")}
        value={isPublic}
        hint={t("audience.lists.isPublic.hint")}
        onChange={setPublic}
      />
    </FormDialog>
  );
}
