import { Button } from "@saleor/macaw-ui";
import { AlertTriangle } from "lucide-react";
import { useRead } from "~/api/useRead";
import { openOwnPage } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Stat } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Amount } from "~/ui/When";
import { WidgetHomeDocument, type WidgetFiguresFragment, type WidgetHomeQuery } from "./gql/graphql";
import { Toolbar } from "./Part";
import styles from "./places.module.css";

const DAYS = 30;
const COUNTED = ["entered", "delivered", "orders"] as const;

/** On the first page of the Dashboard: what the automation did lately, and whether somebody should look after it. */
export function HomeWidget() {
  const t = useText();
  const { data, isLoading, problem, reload } = useRead(WidgetHomeDocument, { days: DAYS });
  const reports = data?.automationReports;
  return (
    <>
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={4} />}
      {reports && <Figures total={reports.total} previous={reports.previous} />}
      {data && <Troubles health={data.automationHealth} />}
      {data && (
        <Toolbar>
          <Button size="small" variant="secondary" onClick={() => openOwnPage("/overview")}>
            {t("places.home.open")}
          </Button>
          <span className={styles.muted}>{t("places.home.days", { count: DAYS })}</span>
        </Toolbar>
      )}
    </>
  );
}

function Figures({ total, previous }: { total: WidgetFiguresFragment; previous: WidgetFiguresFragment }) {
  const t = useText();
  const formats = useFormats();
  const compared = (now: number, before: number) => {
    if (!before) return undefined;
    const change = (now - before) / before;
    return t("places.home.change", { change: `${change > 0 ? "+" : ""}${formats.percent(change)}` });
  };
  return (
    <div className={styles.figures}>
      {COUNTED.map((name) => (
        <Stat
          key={name}
          label={t(`places.home.${name}`)}
          value={formats.number(total[name])}
          hint={compared(total[name], previous[name])}
        />
      ))}
      <Stat
        label={t("places.home.revenue")}
        value={
          total.revenue.length
            ? total.revenue.map((each) => (
                <div key={each.currency}>
                  <Amount {...each} />
                </div>
              ))
            : formats.number(0)
        }
      />
    </div>
  );
}

function Troubles({ health }: { health: WidgetHomeQuery["automationHealth"] }) {
  const t = useText();
  if (!health) return null;
  const counted = (["unknownMessages", "failedMessages", "troubledEnrollments"] as const)
    .filter((name) => health[name] > 0)
    .map((name) => t(`places.home.${name}`, { count: health[name] }));
  const troubles = [...health.problems, ...counted];
  if (!troubles.length) return <p className={styles.muted}>{t("places.home.allWell")}</p>;
  return (
    <ul className={styles.rows}>
      {troubles.map((text) => (
        <li key={text} className={styles.trouble}>
          <AlertTriangle size={16} aria-hidden className={styles.warning} />
          {text}
        </li>
      ))}
    </ul>
  );
}
