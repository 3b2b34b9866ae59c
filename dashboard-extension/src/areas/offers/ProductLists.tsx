import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { SubTabs } from "~/ui/SubTabs";
import { Tag } from "~/ui/Tag";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import { CreateList } from "./CreateList";
import {
  ProductListsDocument,
  type AutomationProductListSortField,
  type ProductListsQuery,
} from "./gql/graphql";
import { listPath } from "./names";
import styles from "./offers.module.css";
import { useNamed } from "./useWords";

type Row = NonNullable<ProductListsQuery["automationProductLists"]>["edges"][number]["node"];

export function ListTabs() {
  const t = useText();
  const tabs = [
    { path: "/product-lists", label: t("offers.lists") },
    { path: "/recommendations", label: t("offers.quality") },
  ];
  return <SubTabs label={t("offers.lists.title")} tabs={tabs} />;
}

/** All product lists of the shop. */
export function ProductLists() {
  const t = useText();
  const [search, setSearch] = useKept("lists.search", "");
  const [sorting, setSorting] = useKept<Sorting>("lists.sorting", { by: "UPDATED_AT", isDescending: true });
  const [isCreating, setCreating] = useState(false);
  const data = useConnection(
    ProductListsDocument,
    {
      filter: search.trim() ? { search: search.trim() } : {},
      sortBy: {
        field: sorting.by as AutomationProductListSortField,
        direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
      },
    },
    (answer) => answer.automationProductLists,
  );
  return (
    <Page
      title={t("offers.lists.title")}
      below={<ListTabs />}
      isFilled
      actions={<Button onClick={() => setCreating(true)}>{t("offers.lists.create")}</Button>}
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchField label={t("offers.search")} value={search} onChange={setSearch} />
        </FilterBar>
        <DataTable
          label={t("offers.lists.title")}
          data={data}
          columns={useColumns()}
          rowId={(row) => row.id}
          rowPath={(row) => listPath(row.id)}
          sorting={sorting}
          onSort={setSorting}
          empty={
            <EmptyState
              title={t(search ? "offers.noneFound" : "offers.lists.none")}
              text={search ? undefined : t("offers.lists.noneText")}
            />
          }
        />
      </div>
      {isCreating && <CreateList onClose={() => setCreating(false)} />}
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText();
  const said = useUsers();
  const kind = useNamed("list.source");
  return [
    { key: "name", title: t("offers.name"), sortBy: "NAME", cell: (row) => row.name },
    {
      key: "source",
      title: t("offers.list.source"),
      cell: ({ definition }) => kind((JSON.parse(definition) as { source: { kind: string } }).source.kind),
    },
    {
      key: "state",
      title: t("offers.state"),
      width: "150px",
      cell: ({ problems }) =>
        problems.length ? (
          <Tag tone="warning">{t("offers.problems", { count: problems.length })}</Tag>
        ) : (
          <Tag tone="success">{t("offers.ready")}</Tag>
        ),
    },
    { key: "usedBy", title: t("offers.usedBy"), cell: ({ usedBy }) => usedBy.map(said).join(", ") || "–" },
    {
      key: "updated",
      title: t("offers.updated"),
      width: "150px",
      sortBy: "UPDATED_AT",
      isMoment: true,
      cell: (row) => <When at={row.updatedAt} />,
    },
  ];
}
