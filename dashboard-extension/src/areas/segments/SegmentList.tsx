import { Button } from "@saleor/macaw-ui";
import { useEffect } from "react";
import { useIntl } from "react-intl";
import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { DataTable, type Column, type Sorting } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { ChoiceFilter, FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { Tag } from "~/ui/Tag";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import {
  SegmentsDocument,
  type AutomationSegmentSortField,
  type AutomationSegmentState,
  type SegmentsQuery,
} from "./gql/graphql";
import { HEALTH_TONES, healthOf, segmentPath } from "./names";
import styles from "./segments.module.css";

type Row = NonNullable<SegmentsQuery["automationSegments"]>["edges"][number]["node"];

const ASK_MS = 5_000;
const STATES: readonly AutomationSegmentState[] = ["CURRENT", "BUILDING"];

/** All segments: how many people are inside, and whether that is up to date. */
export function SegmentList() {
  const t = useText();
  const navigate = useNavigate();
  const { locale } = useIntl();
  const [filters, setFilters] = useKept("segments.filters", { search: "", state: "" });
  const [sorting, setSorting] = useKept<Sorting>("segments.sorting", {
    by: "UPDATED_AT",
    isDescending: true,
  });
  const data = useConnection(
    SegmentsDocument,
    {
      language: locale,
      filter: {
        ...(filters.search.trim() && { search: filters.search.trim() }),
        ...(filters.state && { states: [filters.state as AutomationSegmentState] }),
      },
      sortBy: {
        field: sorting.by as AutomationSegmentSortField,
        direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
      },
    },
    (answer) => answer.automationSegments,
    { pageSize: 25 },
  );
  const { reload } = data;
  // Reloading begins at the first page again, so it stops once somebody has scrolled further.
  const isWatched = data.rows.length <= 25 && data.rows.some((row) => healthOf(row) === "building");
  useEffect(() => {
    if (!isWatched) return undefined;
    const timer = window.setInterval(reload, ASK_MS);
    return () => window.clearInterval(timer);
  }, [isWatched, reload]);
  const isFiltered = filters.search.trim() !== "" || filters.state !== "";
  const create = <Button onClick={() => navigate("/segments/new")}>{t("segments.create")}</Button>;
  return (
    <Page title={t("segments.title")} isFilled actions={create}>
      <div className={styles.list}>
        <FilterBar summary={data.total != null && t("ui.found", { count: data.total })}>
          <SearchField
            label={t("segments.search")}
            value={filters.search}
            onChange={(search) => setFilters({ ...filters, search })}
          />
          <ChoiceFilter
            label={t("segments.state")}
            value={filters.state}
            choices={STATES.map((value) => ({ value, label: t(`segments.state.${value}`) }))}
            onChange={(state) => setFilters({ ...filters, state })}
          />
        </FilterBar>
        <DataTable
          label={t("segments.title")}
          data={data}
          columns={useColumns()}
          rowId={(row) => row.id}
          rowPath={(row) => segmentPath(row.id)}
          sorting={sorting}
          onSort={setSorting}
          empty={
            isFiltered ? (
              <EmptyState
                title={t("segments.noneFound")}
                actions={
                  <Button variant="secondary" onClick={() => setFilters({ search: "", state: "" })}>
                    {t("segments.clearFilters")}
                  </Button>
                }
              />
            ) : (
              <EmptyState title={t("segments.none")} text={t("segments.noneText")} />
            )
          }
        />
      </div>
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText();
  const formats = useFormats();
  return [
    { key: "name", title: t("segments.name"), width: "240px", sortBy: "NAME", cell: (row) => row.name },
    {
      key: "who",
      title: t("segments.who"),
      isSecondary: true,
      cell: ({ description }) => (
        <span className={styles.oneLine} title={description}>
          {description || "–"}
        </span>
      ),
    },
    {
      key: "inside",
      title: t("segments.inside"),
      width: "110px",
      isNumber: true,
      cell: ({ membersCount }) => formats.number(membersCount),
    },
    {
      key: "state",
      title: t("segments.state"),
      width: "150px",
      cell: (row) => <Tag tone={HEALTH_TONES[healthOf(row)]}>{t(`segments.health.${healthOf(row)}`)}</Tag>,
    },
    {
      key: "compared",
      title: t("segments.compared"),
      width: "130px",
      isSecondary: true,
      cell: ({ refreshedAt, builtAt }) =>
        (refreshedAt ?? builtAt) ? <When at={(refreshedAt ?? builtAt)!} /> : "–",
    },
    {
      key: "used",
      title: t("segments.used"),
      width: "90px",
      isNumber: true,
      cell: ({ usedBy }) => (usedBy.length ? formats.number(usedBy.length) : "–"),
    },
    {
      key: "updated",
      title: t("segments.updated"),
      width: "150px",
      isSecondary: true,
      sortBy: "UPDATED_AT",
      isMoment: true,
      cell: ({ updatedAt }) => <When at={updatedAt} />,
    },
  ];
}
