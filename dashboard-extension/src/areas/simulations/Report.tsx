import { useMemo } from "react";
import { useRead } from "~/api/useRead";
import { useHasText, useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { DaysChart } from "~/ui/charts/DaysChart";
import { buckets } from "~/ui/charts/series";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { Columns } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Bought, Endings, Holds, Reasons } from "./Causes";
import { Coupons } from "./Coupons";
import { Figures } from "./Figures";
import {
  SimulationReportDocument,
  type SimulationPartsFragment,
  type SimulationReportQuery,
} from "./gql/graphql";
import { Paths } from "./Paths";
import styles from "./simulations.module.css";
import { Steps } from "./Steps";
import { stepSeries } from "./stepSeries";

export type Report = NonNullable<NonNullable<SimulationReportQuery["automationSimulation"]>["report"]>;

/** What a simulation found out, as pictures, and what it cannot tell. */
export default function ReportCards({ simulation }: { simulation: SimulationPartsFragment }) {
  const t = useText();
  const { data, problem, isLoading, reload } = useRead(
    SimulationReportDocument,
    { id: simulation.id },
    { isLasting: true },
  );
  const report = data?.automationSimulation?.report;
  if (!report) {
    return (
      <>
        <ErrorNotice problem={problem} onRetry={reload} />
        {isLoading && <LinesSkeleton lines={8} />}
      </>
    );
  }
  return (
    <div className={styles.stack}>
      <Notice tone="warning" title={t("simulations.noLift")}>
        {t("simulations.noLiftText")}
      </Notice>
      {report.summary.entered === 0 ? (
        <EmptyState title={t("simulations.nobody")} text={t("simulations.nobodyText")} />
      ) : (
        <Answer report={report} simulation={simulation} />
      )}
      <Limits limits={report.limits} tickMinutes={report.tickMinutes} />
    </div>
  );
}

function Answer({ report, simulation }: { report: Report; simulation: SimulationPartsFragment }) {
  const t = useText();
  const { since, until } = simulation;
  const { steps, messages, days } = report;
  const entered = useMemo(
    () =>
      buckets(
        days.map((each) => ({ day: each.day, values: [each.entered] })),
        since,
        until,
        1,
      ),
    [days, since, until],
  );
  const mails = useMemo(
    () => stepSeries(steps, messages, since, until, t("simulations.otherSteps")),
    [steps, messages, since, until, t],
  );
  return (
    <>
      <Figures summary={report.summary} />
      <Card title={t("simulations.enteredByDay")}>
        <DaysChart
          label={t("simulations.enteredByDay")}
          data={entered}
          series={[{ key: "entered", label: t("simulations.entered") }]}
        />
      </Card>
      <Card title={t("simulations.sentByDay")}>
        {mails.series.length ? (
          <DaysChart label={t("simulations.sentByDay")} data={mails.data} series={mails.series} />
        ) : (
          <p className={styles.muted}>{t("simulations.noMails")}</p>
        )}
      </Card>
      <Columns
        main={
          <>
            <Reasons report={report} />
            <Holds holds={report.holds} />
            <Endings endings={report.endings} inside={report.summary.inside} />
          </>
        }
        side={
          <>
            <Bought bought={report.bought} />
            <Coupons coupons={report.coupons} />
          </>
        }
      />
      <Steps steps={report.steps} />
      <Paths paths={report.samples} />
    </>
  );
}

/** What should be known before the numbers are believed; in the reader's language where we know the numbers in it. */
function Limits({ limits, tickMinutes }: Pick<Report, "limits" | "tickMinutes">) {
  const t = useText();
  const hasText = useHasText();
  const others = limits.filter(({ code }) => code !== "no_lift" && code !== "nobody_entered");
  if (!others.length) return null;
  return (
    <Card title={t("simulations.limits")}>
      <ul className={styles.limits}>
        {others.map(({ code, text }) => (
          <li key={`${code} ${text}`}>
            {hasText(`simulations.limit.${code}`)
              ? t(`simulations.limit.${code}`, { minutes: tickMinutes })
              : text}
          </li>
        ))}
      </ul>
    </Card>
  );
}
