import { useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useText } from "~/text/useText";
import { DataTable } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { FilterBar, SearchField } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { Tag } from "~/ui/Tag";
import { SimulationJourneysDocument } from "./gql/graphql";
import { startPath } from "./names";
import styles from "./simulations.module.css";

/** Which journey to send through the past. */
export function ChooseJourney() {
  const t = useText();
  const [search, setSearch] = useState("");
  const data = useConnection(
    SimulationJourneysDocument,
    {
      filter: {
        statuses: ["DRAFT" as const, "ACTIVE" as const, "PAUSED" as const],
        ...(search.trim() && { search: search.trim() }),
      },
    },
    (answer) => answer.automationJourneys,
  );
  return (
    <Page title={t("simulations.choose")} back="/simulations" isFilled>
      <div className={styles.list}>
        <FilterBar>
          <SearchField label={t("simulations.searchJourneys")} value={search} onChange={setSearch} />
        </FilterBar>
        <DataTable
          label={t("simulations.choose")}
          data={data}
          columns={[
            { key: "name", title: t("simulations.journey"), cell: ({ name }) => name },
            {
              key: "problems",
              title: t("simulations.problems"),
              width: "160px",
              cell: ({ problemsCount }) =>
                problemsCount ? (
                  <Tag tone="warning">{t("simulations.problemsCount", { count: problemsCount })}</Tag>
                ) : (
                  "–"
                ),
            },
          ]}
          rowId={({ id }) => id}
          rowPath={({ id }) => startPath(id)}
          empty={
            <EmptyState
              title={t(search.trim() ? "simulations.noJourneyFound" : "simulations.noJourneys")}
              text={search.trim() ? undefined : t("simulations.noJourneysText")}
            />
          }
        />
      </div>
    </Page>
  );
}
