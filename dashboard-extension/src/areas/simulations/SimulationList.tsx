import { Button } from "@saleor/macaw-ui";
import { useEffect } from "react";
import { useNavigate } from "react-router-dom";
import { useConnection } from "~/api/useConnection";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { DataTable, type Column } from "~/ui/DataTable";
import { EmptyState } from "~/ui/EmptyState";
import { ChoiceFilter, FilterBar } from "~/ui/FilterBar";
import { Page } from "~/ui/Page";
import { Tag } from "~/ui/Tag";
import { useKept } from "~/ui/useKept";
import { When } from "~/ui/When";
import { SimulationsDocument, type AutomationSimulationState, type SimulationsQuery } from "./gql/graphql";
import { isOpen, simulationPath, STATES, TONES } from "./names";
import styles from "./simulations.module.css";

type Row = NonNullable<SimulationsQuery["automationSimulations"]>["edges"][number]["node"];

const ASK_MS = 5_000;
const PAGE = 25;

/** What was simulated lately. */
export function SimulationList() {
  const t = useText();
  const navigate = useNavigate();
  const [state, setState] = useKept("simulations.state", "");
  const data = useConnection(
    SimulationsDocument,
    { filter: state ? { states: [state as AutomationSimulationState] } : {} },
    (answer) => answer.automationSimulations,
    { pageSize: PAGE },
  );
  const { reload } = data;
  const isWatched = data.rows.length <= PAGE && data.rows.some((row) => isOpen(row.state));
  useEffect(() => {
    if (!isWatched) return undefined;
    const timer = window.setInterval(reload, ASK_MS);
    return () => window.clearInterval(timer);
  }, [isWatched, reload]);
  return (
    <Page
      title={t("simulations.title")}
      back="/journeys"
      isFilled
      actions={<Button onClick={() => navigate("/simulations/new")}>{t("simulations.create")}</Button>}
    >
      <div className={styles.list}>
        <FilterBar summary={data.total != null && t("ui.found", { count: data.total })}>
          <ChoiceFilter
            label={t("simulations.state")}
            value={state}
            choices={STATES.map((value) => ({ value, label: t(`simulations.state.${value}`) }))}
            onChange={setState}
          />
        </FilterBar>
        <DataTable
          label={t("simulations.title")}
          data={data}
          columns={useColumns()}
          rowId={({ id }) => id}
          rowPath={({ id }) => simulationPath(id)}
          empty={
            state ? (
              <EmptyState
                title={t("simulations.noneFound")}
                actions={
                  <Button variant="secondary" onClick={() => setState("")}>
                    {t("simulations.clearFilter")}
                  </Button>
                }
              />
            ) : (
              <EmptyState title={t("simulations.none")} text={t("simulations.noneText")} />
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
    {
      key: "journey",
      title: t("simulations.journey"),
      cell: ({ journey, journeySlug }) =>
        journey?.name ?? t("simulations.goneJourney", { slug: journeySlug }),
    },
    {
      key: "period",
      title: t("simulations.period"),
      width: "260px",
      cell: ({ since, until }) => `${formats.date(new Date(since))} – ${formats.date(new Date(until))}`,
    },
    {
      key: "state",
      title: t("simulations.state"),
      width: "150px",
      cell: ({ state, percent }) => (
        <Tag tone={TONES[state]}>
          {state === "RUNNING"
            ? t("simulations.runningPercent", { percent: formats.percent(percent / 100) })
            : t(`simulations.state.${state}`)}
        </Tag>
      ),
    },
    {
      key: "asked",
      title: t("simulations.asked"),
      width: "150px",
      isSecondary: true,
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
  ];
}
