import { useConnection } from "~/api/useConnection";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import type { Column } from "~/ui/DataTable";
import { DeleteMark } from "./DeleteMark";
import { FieldDialog } from "./FieldDialog";
import {
  CustomFieldDeleteDocument,
  CustomFieldsDocument,
  CustomFieldUseDocument,
  type FieldRowFragment,
} from "./gql/graphql";
import { MarksPage, useAsking, useOpened } from "./MarksPage";

/** What the shop knows of people beyond name, address and orders. */
export function FieldsPage() {
  const asking = useAsking("fields");
  const data = useConnection(
    CustomFieldsDocument,
    asking.variables,
    (answer) => answer.automationCustomFields,
  );
  const { opened, create, edit, remove, close } = useOpened<FieldRowFragment>();
  return (
    <>
      <MarksPage
        kind="fields"
        asking={asking}
        data={data}
        columns={useColumns()}
        onCreate={create}
        onEdit={edit}
        onDelete={remove}
      />
      {opened?.window === "edit" && <FieldDialog field={opened.row} onClose={close} onDone={data.reload} />}
      {opened?.window === "delete" && <DeleteField field={opened.row} onClose={close} onDone={data.reload} />}
    </>
  );
}

interface DeleteFieldProps {
  field: FieldRowFragment;
  onClose: () => void;
  onDone: () => void;
}

function DeleteField({ field, onClose, onDone }: DeleteFieldProps) {
  const use = useRead(CustomFieldUseDocument, { id: field.id });
  const deleting = useSave(CustomFieldDeleteDocument, (data) => data.automationCustomFieldDelete);
  return (
    <DeleteMark
      kind="fields"
      mark={field}
      count={field.valuesCount}
      use={use}
      usedBy={use.data?.automationCustomField?.usedBy}
      deleting={deleting}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function useColumns(): Column<FieldRowFragment>[] {
  const t = useText();
  const formats = useFormats();
  return [
    {
      key: "name",
      title: t("audience.name"),
      sortBy: "NAME",
      cell: ({ name }) => <span dir="auto">{name}</span>,
    },
    {
      key: "slug",
      title: t("audience.fields.inMails"),
      cell: ({ slug }) => <code>{`contact.fields.${slug}`}</code>,
    },
    { key: "type", title: t("audience.fields.type"), cell: (field) => <TypeWords field={field} /> },
    {
      key: "values",
      title: t("audience.fields.values"),
      width: "140px",
      isNumber: true,
      cell: ({ valuesCount }) => formats.number(valuesCount),
    },
    {
      key: "created",
      title: t("audience.created"),
      width: "130px",
      isSecondary: true,
      sortBy: "CREATED_AT",
      cell: ({ createdAt }) => formats.date(createdAt),
    },
  ];
}

function TypeWords({ field: { type, choices } }: { field: FieldRowFragment }) {
  const t = useText();
  const answers = choices.map(({ value, label }) => label || value).join(", ");
  return (
    <span title={answers || undefined} dir="auto">
      {t(`audience.fields.type.${type}`)}
      {answers && `: ${answers}`}
    </span>
  );
}
