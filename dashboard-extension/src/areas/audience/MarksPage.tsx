import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import type { Rows } from "~/api/useConnection";
import { PeopleTabs } from "~/shell/PeopleTabs";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { useKept } from "~/ui/useKept";
import styles from "./audience.module.css";

export type MarkKind = "lists" | "tags" | "fields" | "scores";

export interface Mark {
  id: string;
  name: string;
}

/** How a page of marks is searched and sorted, and the variables that ask the shop for it. */
export function useAsking(kind: MarkKind) {
  const [search, setSearch] = useKept(`audience.${kind}.search`, "");
  const [sorting, setSorting] = useKept<Sorting>(`audience.${kind}.sorting`, {
    by: "NAME",
    isDescending: false,
  });
  const variables = {
    filter: search.trim() ? { search: search.trim() } : {},
    sortBy: {
      field: sorting.by as "NAME" | "CREATED_AT",
      direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
    },
  };
  return { search, setSearch, sorting, setSorting, variables };
}

interface MarksPageProps<Row extends Mark> {
  kind: MarkKind;
  asking: ReturnType<typeof useAsking>;
  data: Rows<Row>;
  columns: readonly Column<Row>[];
  rowPath?: (row: Row) => string;
  onEdit?: (row: Row) => void;
  onDelete: (row: Row) => void;
  onCreate: () => void;
}

/** Everything of one kind the shop marks people with: find, make, change, delete. */
export function MarksPage<Row extends Mark>(props: MarksPageProps<Row>) {
  const { kind, asking, data, columns, rowPath, onEdit, onDelete, onCreate } = props;
  const t = useText();
  const formats = useFormats();
  const create = <Button onClick={onCreate}>{t(`audience.${kind}.create`)}</Button>;
  return (
    <Page
      title={t(`audience.${kind}.title`)}
      aside={data.total !== null && <span className={styles.count}>{formats.number(data.total)}</span>}
      actions={create}
      below={<PeopleTabs />}
      isFilled
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchField
            label={t(`audience.${kind}.search`)}
            value={asking.search}
            onChange={asking.setSearch}
          />
        </FilterBar>
        <DataTable
          label={t(`audience.${kind}.title`)}
          data={data}
          columns={[
            ...columns,
            {
              key: "actions",
              title: t("audience.actions"),
              width: "160px",
              isNumber: true,
              cell: (row) => (
                <span className={styles.rowActions}>
                  {onEdit && (
                    <Button
                      size="small"
                      variant="tertiary"
                      aria-label={t("audience.edit.row", { name: row.name })}
                      onClick={() => onEdit(row)}
                    >
                      {t("ui.edit")}
                    </Button>
                  )}
                  <Button
                    size="small"
                    variant="tertiary"
                    aria-label={t("audience.delete.row", { name: row.name })}
                    onClick={() => onDelete(row)}
                  >
                    {t("ui.delete")}
                  </Button>
                </span>
              ),
            },
          ]}
          rowId={(row) => row.id}
          rowPath={rowPath}
          rowName={(row) => row.name}
          sorting={asking.sorting}
          onSort={asking.setSorting}
          empty={
            asking.search ? (
              <EmptyState
                title={t("audience.noneFound.title")}
                text={t("audience.noneFound.text", { search: asking.search })}
                actions={
                  <Button variant="secondary" onClick={() => asking.setSearch("")}>
                    {t("audience.noneFound.clear")}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                title={t(`audience.${kind}.none.title`)}
                text={t(`audience.${kind}.none.text`)}
                actions={
                  <Button variant="secondary" onClick={onCreate}>
                    {t(`audience.${kind}.create`)}
                  </Button>
                }
              />
            )
          }
        />
      </div>
    </Page>
  );
}

/** Which window of a page of marks is open, and about which mark. */
export type Opened<Row> = { window: "edit"; row: Row | null } | { window: "delete"; row: Row } | null;

export function useOpened<Row>() {
  const [opened, setOpened] = useState<Opened<Row>>(null);
  return {
    opened,
    create: () => setOpened({ window: "edit", row: null }),
    edit: (row: Row) => setOpened({ window: "edit", row }),
    remove: (row: Row) => setOpened({ window: "delete", row }),
    close: () => setOpened(null),
  };
}
