import { useConnection } from "~/api/useConnection";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import type { Column } from "~/ui/DataTable";
import { Tag } from "~/ui/Tag";
import { DeleteMark } from "./DeleteMark";
import { ListDeleteDocument, ListsDocument, ListUseDocument, type ListRowFragment } from "./gql/graphql";
import { ListDialog } from "./ListDialog";
import { MarksPage, useAsking, useOpened } from "./MarksPage";
import { PeopleLink } from "./PeopleLink";

/** What people join and leave themselves. */
export function ListsPage() {
  const asking = useAsking("lists");
  const data = useConnection(ListsDocument, asking.variables, (answer) => answer.automationLists);
  const { opened, create, edit, remove, close } = useOpened<ListRowFragment>();
  return (
    <>
      <MarksPage
        kind="lists"
        asking={asking}
        data={data}
        columns={useColumns()}
        onCreate={create}
        onEdit={edit}
        onDelete={remove}
      />
      {opened?.window === "edit" && <ListDialog list={opened.row} onClose={close} onDone={data.reload} />}
      {opened?.window === "delete" && <DeleteList list={opened.row} onClose={close} onDone={data.reload} />}
    </>
  );
}

interface DeleteListProps {
  list: ListRowFragment;
  onClose: () => void;
  onDone: () => void;
}

function DeleteList({ list, onClose, onDone }: DeleteListProps) {
  const use = useRead(ListUseDocument, { id: list.id });
  const deleting = useSave(ListDeleteDocument, (data) => data.automationListDelete);
  return (
    <DeleteMark
      kind="lists"
      mark={list}
      count={list.subscribersCount}
      use={use}
      usedBy={use.data?.automationList?.usedBy}
      deleting={deleting}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function useColumns(): Column<ListRowFragment>[] {
  const t = useText();
  const formats = useFormats();
  return [
    {
      key: "name",
      title: t("audience.name"),
      sortBy: "NAME",
      cell: ({ name }) => <span dir="auto">{name}</span>,
    },
    { key: "slug", title: t("audience.slug"), isSecondary: true, cell: ({ slug }) => <code>{slug}</code> },
    {
      key: "subscribers",
      title: t("audience.lists.subscribers"),
      width: "120px",
      isNumber: true,
      cell: ({ name, slug, subscribersCount }) => (
        <PeopleLink count={subscribersCount} name={name} filter={{ list: slug }} />
      ),
    },
    {
      key: "pending",
      title: t("audience.lists.pending"),
      width: "120px",
      isNumber: true,
      cell: ({ pendingCount }) => formats.number(pendingCount),
    },
    {
      key: "joining",
      title: t("audience.lists.joining"),
      width: "170px",
      cell: ({ isDoubleOptIn }) => t(`audience.lists.${isDoubleOptIn ? "confirmed" : "direct"}`),
    },
    {
      key: "public",
      title: t("audience.lists.offered"),
      width: "120px",
      cell: ({ isPublic }) => (
        <Tag tone={isPublic ? "success" : "default"}>
          {t(`audience.lists.${isPublic ? "public" : "internal"}`)}
        </Tag>
      ),
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
