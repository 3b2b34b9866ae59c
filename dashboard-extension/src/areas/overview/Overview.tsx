import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ChosenDays } from "~/ui/charts/ChosenDays";
import { Choices } from "~/ui/Choices";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Columns, Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Attention } from "./Attention";
import { CartLossCard } from "./CartLossCard";
import { Figures } from "./Figures";
import { OverviewDocument } from "./gql/graphql";
import { NextRecipes } from "./NextRecipes";

const PERIODS = [7, 30, 90] as const;
const BY_DAY = ["delivered", "clicked", "orders", "entered"] as const;

/** What happened, what needs attention, what to switch on next, and what carts left behind cost. */
export function Overview() {
  const t = useText();
  const [days, setDays] = useState("30");
  const { data, isLoading, problem, reload } = useRead(OverviewDocument, { days: Number(days) });
  const reports = data?.automationReports;
  return (
    <Page
      title={t("overview.title")}
      actions={
        <Choices
          label={t("overview.period")}
          value={days}
          onChange={setDays}
          choices={PERIODS.map((count) => ({ value: String(count), label: t("overview.days", { count }) }))}
        />
      }
    >
      <ErrorNotice problem={problem} onRetry={reload} />
      <Columns
        main={
          <>
            {reports ? (
              <Figures total={reports.total} previous={reports.previous} />
            ) : (
              isLoading && <LinesSkeleton lines={4} />
            )}
            <Card title={t("overview.byDay")}>
              {reports ? (
                <ChosenDays
                  label={t("overview.shown")}
                  series={BY_DAY.map((key) => ({ key, label: t(`overview.figure.${key}`) }))}
                  days={reports.days.map((each) => ({
                    day: each.day,
                    values: BY_DAY.map((name) => each[name]),
                  }))}
                />
              ) : (
                isLoading && <LinesSkeleton lines={5} />
              )}
            </Card>
            <CartLossCard days={Number(days)} />
          </>
        }
        side={
          <>
            <Card title={t("overview.attention")}>
              {data ? <Attention data={data} /> : isLoading && <LinesSkeleton lines={4} />}
            </Card>
            <NextRecipes />
          </>
        }
      />
    </Page>
  );
}
