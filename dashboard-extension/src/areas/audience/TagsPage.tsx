import { useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import type { Column } from "~/ui/DataTable";
import { TextField } from "~/ui/fields";
import { Tag } from "~/ui/Tag";
import { DeleteMark } from "./DeleteMark";
import { FormDialog } from "./FormDialog";
import {
  TagCreateDocument,
  TagDeleteDocument,
  TagsDocument,
  TagUpdateDocument,
  TagUseDocument,
  type TagRowFragment,
} from "./gql/graphql";
import { MarksPage, useAsking, useOpened } from "./MarksPage";
import { PeopleLink } from "./PeopleLink";

/** What staff and journeys put on people. */
export function TagsPage() {
  const asking = useAsking("tags");
  const data = useConnection(TagsDocument, asking.variables, (answer) => answer.automationTags);
  const { opened, create, edit, remove, close } = useOpened<TagRowFragment>();
  return (
    <>
      <MarksPage
        kind="tags"
        asking={asking}
        data={data}
        columns={useColumns()}
        onCreate={create}
        onEdit={edit}
        onDelete={remove}
      />
      {opened?.window === "edit" && <TagDialog tag={opened.row} onClose={close} onDone={data.reload} />}
      {opened?.window === "delete" && <DeleteTag tag={opened.row} onClose={close} onDone={data.reload} />}
    </>
  );
}

interface DialogProps<Row> {
  tag: Row;
  onClose: () => void;
  onDone: () => void;
}

function TagDialog({ tag, onClose, onDone }: DialogProps<TagRowFragment | null>) {
  const t = useText();
  const [name, setName] = useState(tag?.name ?? "");
  const create = useSave(TagCreateDocument, (data) => data.automationTagCreate);
  const update = useSave(TagUpdateDocument, (data) => data.automationTagUpdate);
  const saving = tag ? update : create;

  const submit = async () => {
    const given = { name: name.trim() };
    if (!(tag ? await update.save({ ...given, id: tag.id }) : await create.save(given))) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={tag ? t("audience.tags.edit") : t("audience.tags.create")}
      saving={saving}
      fields={["name"]}
      submitLabel={tag ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(name.trim()) && name.trim() !== tag?.name}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t("audience.name")}
        value={name}
        isRequired
        hint={t(tag ? "audience.tags.rename.hint" : "audience.tags.name.hint")}
        error={saving.refusals.for("name")}
        onChange={setName}
      />
    </FormDialog>
  );
}

function DeleteTag({ tag, onClose, onDone }: DialogProps<TagRowFragment>) {
  const use = useRead(TagUseDocument, { id: tag.id });
  const deleting = useSave(TagDeleteDocument, (data) => data.automationTagDelete);
  return (
    <DeleteMark
      kind="tags"
      mark={tag}
      count={tag.contactsCount}
      use={use}
      usedBy={use.data?.automationTag?.usedBy}
      deleting={deleting}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function useColumns(): Column<TagRowFragment>[] {
  const t = useText();
  const formats = useFormats();
  return [
    {
      key: "name",
      title: t("audience.name"),
      sortBy: "NAME",
      cell: ({ name }) => <Tag>{name}</Tag>,
    },
    {
      key: "contacts",
      title: t("audience.contacts"),
      width: "140px",
      isNumber: true,
      cell: ({ name, contactsCount }) => (
        <PeopleLink count={contactsCount} name={name} filter={{ tag: name }} />
      ),
    },
    {
      key: "created",
      title: t("audience.created"),
      width: "160px",
      sortBy: "CREATED_AT",
      isMoment: true,
      cell: ({ createdAt }) => formats.date(createdAt),
    },
  ];
}
