import { useConnection } from "~/api/useConnection";
import { useText } from "~/text/useText";
import { DataTable, type Column } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { When } from "~/ui/When";
import { SegmentMembersDocument, type SegmentMembersQuery, type SegmentPartsFragment } from "./gql/graphql";
import { contactPath, healthOf, personName } from "./names";

type Member = NonNullable<
  NonNullable<SegmentMembersQuery["automationSegment"]>["members"]
>["edges"][number]["node"];

/** Who is inside by the saved condition, newest first. */
export function Members({ segment }: { segment: SegmentPartsFragment }) {
  const t = useText();
  const data = useConnection(
    SegmentMembersDocument,
    { id: segment.id },
    (answer) => answer.automationSegment?.members,
  );
  const columns: Column<Member>[] = [
    {
      key: "person",
      title: t("segments.person"),
      cell: ({ contact }) => (contact ? personName(contact) : t("segments.erased")),
    },
    {
      key: "email",
      title: t("segments.email"),
      cell: ({ contact }) => contact?.email ?? "–",
    },
    {
      key: "since",
      title: t("segments.insideSince"),
      width: "160px",
      cell: ({ enteredAt }) => <When at={enteredAt} />,
    },
  ];
  return (
    <DataTable
      label={t("segments.tab.members")}
      data={data}
      columns={columns}
      rowId={({ id }) => id}
      rowPath={({ contact }) => (contact ? contactPath(contact.id) : undefined)}
      empty={
        <EmptyState
          title={t("segments.nobody")}
          text={t(healthOf(segment) === "building" ? "segments.buildingText" : "segments.nobodyText")}
        />
      }
    />
  );
}
