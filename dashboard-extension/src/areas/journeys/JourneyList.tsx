import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
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
import { CreateJourney } from "./CreateJourney";
import {
  JourneysDocument,
  type AutomationJourneyFilterInput,
  type AutomationJourneySortField,
  type JourneysQuery,
} from "./gql/graphql";
import styles from "./journeys.module.css";
import { journeyPath, STATUSES, TONES, type JourneyStatus } from "./names";

type Row = NonNullable<JourneysQuery["automationJourneys"]>["edges"][number]["node"];

interface Filters {
  search: string;
  status: string;
  problems: string;
}
const NO_FILTERS: Filters = { search: "", status: "", problems: "" };

/** Without a status chosen, what has ended for good is left out. */
function asInput({ search, status, problems }: Filters): AutomationJourneyFilterInput {
  const shown = status ? [status as JourneyStatus] : STATUSES.filter((each) => each !== "ARCHIVED");
  return {
    statuses: shown,
    ...(search.trim() && { search: search.trim() }),
    ...(problems && { hasProblems: problems === "yes" }),
  };
}

/** All journeys with what they do; the way to make one. */
export function JourneyList() {
  const t = useText();
  const navigate = useNavigate();
  const [filters, setFilters] = useKept<Filters>("journeys.filters", NO_FILTERS);
  const [sorting, setSorting] = useKept<Sorting>("journeys.sorting", {
    by: "UPDATED_AT",
    isDescending: true,
  });
  const [isCreating, setCreating] = useState(false);
  const data = useConnection(
    JourneysDocument,
    {
      filter: asInput(filters),
      sortBy: {
        field: sorting.by as AutomationJourneySortField,
        direction: sorting.isDescending ? ("DESC" as const) : ("ASC" as const),
      },
    },
    (answer) => answer.automationJourneys,
    { pageSize: 25 },
  );
  const change = (part: Partial<Filters>) => setFilters({ ...filters, ...part });
  const isFiltered = filters.search.trim() !== "" || filters.status !== "" || filters.problems !== "";
  const fromRecipe = (
    <Button variant="secondary" onClick={() => navigate("/recipes")}>
      {t("journeys.fromRecipe")}
    </Button>
  );
  return (
    <Page
      title={t("journeys.title")}
      isFilled
      actions={
        <>
          <Button variant="secondary" onClick={() => navigate("/simulations")}>
            {t("journeys.timeMachine")}
          </Button>
          {fromRecipe}
          <Button onClick={() => setCreating(true)}>{t("journeys.create")}</Button>
        </>
      }
    >
      <div className={styles.list}>
        <FilterBar>
          <SearchField
            label={t("journeys.search")}
            value={filters.search}
            onChange={(search) => change({ search })}
          />
          <ChoiceFilter
            label={t("journeys.status")}
            value={filters.status}
            choices={STATUSES.map((value) => ({ value, label: t(`journeys.status.${value}`) }))}
            onChange={(status) => change({ status })}
          />
          <ChoiceFilter
            label={t("journeys.problems")}
            value={filters.problems}
            choices={[
              { value: "yes", label: t("journeys.problems.yes") },
              { value: "no", label: t("journeys.problems.no") },
            ]}
            onChange={(problems) => change({ problems })}
          />
        </FilterBar>
        <DataTable
          label={t("journeys.title")}
          data={data}
          columns={useColumns()}
          rowId={(row) => row.id}
          rowPath={(row) => journeyPath(row.id)}
          sorting={sorting}
          onSort={setSorting}
          empty={
            isFiltered ? (
              <EmptyState
                title={t("journeys.noneFound")}
                actions={
                  <Button variant="secondary" onClick={() => change(NO_FILTERS)}>
                    {t("journeys.clearFilters")}
                  </Button>
                }
              />
            ) : (
              <EmptyState title={t("journeys.none")} text={t("journeys.noneText")} actions={fromRecipe} />
            )
          }
        />
      </div>
      {isCreating && <CreateJourney onClose={() => setCreating(false)} />}
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const t = useText();
  const formats = useFormats();
  return [
    { key: "name", title: t("journeys.name"), sortBy: "NAME", cell: (row) => row.name },
    {
      key: "status",
      title: t("journeys.status"),
      width: "110px",
      sortBy: "STATUS",
      cell: ({ status }) => <Tag tone={TONES[status]}>{t(`journeys.status.${status}`)}</Tag>,
    },
    {
      key: "inside",
      title: t("journeys.inside"),
      width: "100px",
      isNumber: true,
      sortBy: "INSIDE_COUNT",
      cell: ({ summary }) => formats.number(summary.insideCount),
    },
    {
      key: "entered",
      title: t("journeys.entered30"),
      width: "130px",
      isNumber: true,
      sortBy: "ENTERED_COUNT",
      cell: ({ summary }) => formats.number(summary.enteredCount),
    },
    {
      key: "delivered",
      title: t("journeys.delivered"),
      width: "110px",
      isNumber: true,
      sortBy: "DELIVERED_COUNT",
      cell: ({ summary }) => formats.number(summary.deliveredCount),
    },
    {
      key: "revenue",
      title: t("journeys.revenue"),
      width: "130px",
      isNumber: true,
      sortBy: "REVENUE",
      cell: ({ summary }) =>
        summary.revenue.map(({ amount, currency }) => formats.money(amount, currency)).join(" + ") || "–",
    },
    {
      key: "problems",
      title: t("journeys.problems"),
      width: "110px",
      sortBy: "PROBLEMS_COUNT",
      cell: ({ problemsCount }) =>
        problemsCount ? (
          <Tag tone="warning">{t("journeys.problemsCount", { count: problemsCount })}</Tag>
        ) : (
          "–"
        ),
    },
    {
      key: "updated",
      title: t("journeys.updated"),
      width: "150px",
      isSecondary: true,
      sortBy: "UPDATED_AT",
      isMoment: true,
      cell: (row) => <When at={row.updatedAt} />,
    },
  ];
}
