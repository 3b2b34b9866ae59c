import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Stat, Stats } from "~/ui/Card";
import { ChosenDays } from "~/ui/charts/ChosenDays";
import { Choices } from "~/ui/Choices";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { readDefinition } from "./definition";
import { JourneyReportDocument, type JourneyPartsFragment, type JourneyReportQuery } from "./gql/graphql";
import styles from "./journeys.module.css";
import { nameOf, useWorld } from "./kinds";

type Report = NonNullable<JourneyReportQuery["automationJourneyReport"]>;
type Amounts = readonly { amount: number; currency: string }[];

const PERIODS = [7, 30, 90];

/** What the journey did in the last days: people, mails, orders, step by step, and what it changed. */
export function ReportTab({ journey }: { journey: JourneyPartsFragment }) {
  const t = useText();
  const [days, setDays] = useState("30");
  const { data, problem, isLoading, reload } = useRead(JourneyReportDocument, {
    id: journey.id,
    days: Number(days),
  });
  const report = data?.automationJourneyReport;
  return (
    <div className={styles.stack}>
      <div>
        <Choices
          label={t("journeys.report.period")}
          value={days}
          onChange={setDays}
          choices={PERIODS.map((count) => ({
            value: String(count),
            label: t("journeys.report.days", { count }),
          }))}
        />
      </div>
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={6} />}
      {report && (
        <>
          <Figures report={report} />
          <Lift lift={report.lift} />
          <Days days={report.days} />
          <Steps journey={journey} report={report} />
        </>
      )}
    </div>
  );
}

function useAmounts() {
  const formats = useFormats();
  return (some: Amounts) =>
    some.map(({ amount, currency }) => formats.money(amount, currency)).join(" + ") || "–";
}

function Figures({ report: { total } }: { report: Report }) {
  const t = useText();
  const formats = useFormats();
  const amounts = useAmounts();
  return (
    <Stats>
      <Stat label={t("journeys.report.entered")} value={formats.number(total.entered)} />
      <Stat label={t("journeys.delivered")} value={formats.number(total.delivered)} />
      <Stat
        label={t("journeys.report.clicked")}
        value={formats.number(total.clicked)}
        hint={total.delivered > 0 ? formats.percent(total.clicked / total.delivered) : undefined}
      />
      <Stat label={t("journeys.report.orders")} value={formats.number(total.orders)} />
      <Stat
        label={t("journeys.revenue")}
        value={amounts(total.revenue)}
        hint={t("journeys.report.lastTouch")}
      />
    </Stats>
  );
}

function Lift({ lift }: { lift: Report["lift"] }) {
  const t = useText();
  const formats = useFormats();
  const money = (value: { amount: number; currency: string } | null | undefined) =>
    value ? formats.money(value.amount, value.currency) : "–";
  const share = ({ people, buyers }: { people: number; buyers: number }) =>
    people > 0 ? formats.percent(buyers / people) : "–";
  return (
    <Card title={t("journeys.lift.title")}>
      <p className={styles.liftText}>{t("journeys.lift.text", { days: lift.windowDays })}</p>
      <Stats>
        <Stat
          label={t("journeys.lift.reached")}
          value={share(lift.reached)}
          hint={t("journeys.lift.people", { count: lift.reached.people })}
        />
        <Stat
          label={t("journeys.lift.heldOut")}
          value={share(lift.heldOut)}
          hint={t("journeys.lift.people", { count: lift.heldOut.people })}
        />
        {!lift.missing && (
          <>
            <Stat label={t("journeys.lift.perPerson")} value={money(lift.perPerson)} />
            <Stat
              label={t("journeys.lift.revenue")}
              value={money(lift.revenue)}
              hint={t("journeys.lift.between", {
                low: money(lift.revenueLow),
                high: money(lift.revenueHigh),
              })}
            />
          </>
        )}
      </Stats>
      {lift.missing && <p className={styles.missing}>{lift.missing}</p>}
    </Card>
  );
}

/** People let in, mails and orders, day by day. */
function Days({ days }: { days: Report["days"] }) {
  const t = useText();
  return (
    <Card title={t("journeys.report.byDay")}>
      <ChosenDays
        label={t("journeys.report.shown")}
        series={[
          { key: "entered", label: t("journeys.report.entered") },
          { key: "delivered", label: t("journeys.delivered") },
          { key: "clicked", label: t("journeys.report.clicked") },
          { key: "orders", label: t("journeys.report.orders") },
        ]}
        days={days.map(({ day, entered, delivered, clicked, orders }) => ({
          day,
          values: [entered, delivered, clicked, orders],
        }))}
      />
    </Card>
  );
}

/** The steps in the order of the published version; steps of older ones below. */
function Steps({ journey, report }: { journey: JourneyPartsFragment; report: Report }) {
  const t = useText();
  const formats = useFormats();
  const amounts = useAmounts();
  const world = useWorld();
  const { steps } = readDefinition(journey.definition ?? journey.draft);
  const ids = [...new Set([...steps.map(({ id }) => id), ...report.steps.map(({ stepId }) => stepId)])];
  const found = new Map(report.steps.map((each) => [each.stepId, each]));
  return (
    <Card title={t("journeys.report.steps")} isFlush>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("journeys.step")}</th>
            {["reached", "delivered", "skipped", "opened", "clicked", "orders", "revenue"].map((name) => (
              <th key={name} scope="col" className={styles.number}>
                {t(`journeys.report.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => {
            const step = steps.find((each) => each.id === id);
            const numbers = found.get(id);
            const messages = (state: string) =>
              numbers?.messages
                .filter((each) => each.state === state)
                .reduce((sum, each) => sum + each.count, 0) ?? 0;
            const hasMails = (numbers?.messages.length ?? 0) > 0;
            const shown = (value: number) => (hasMails ? formats.number(value) : "–");
            return (
              <tr key={id}>
                <th scope="row" dir="auto">
                  {step ? nameOf(step, world) : t("journeys.report.oldStep", { step: id })}
                </th>
                <td className={styles.number}>{formats.number(numbers?.reached ?? 0)}</td>
                <td className={styles.number}>{shown(messages("DELIVERED"))}</td>
                <td className={styles.number}>{shown(messages("SKIPPED"))}</td>
                <td className={styles.number}>{shown(numbers?.opened ?? 0)}</td>
                <td className={styles.number}>{shown(numbers?.clicked ?? 0)}</td>
                <td className={styles.number}>{shown(numbers?.orders ?? 0)}</td>
                <td className={styles.number}>{hasMails ? amounts(numbers?.revenue ?? []) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
