import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Stat, Stats } from "~/ui/Card";
import { Amount } from "~/ui/When";
import type { DayFragment } from "./gql/graphql";

/** The sums of the period, each compared with as many days before it. */
export function Figures({ total, previous }: { total: DayFragment; previous: DayFragment }) {
  const t = useText();
  const formats = useFormats();
  const compared = (now: number, before: number) => {
    if (before === 0) return now === 0 ? undefined : t("overview.firstTime");
    const change = (now - before) / before;
    return t("overview.change", { change: `${change > 0 ? "+" : ""}${formats.percent(change)}` });
  };
  const counted = (name: "entered" | "delivered" | "clicked" | "orders") => (
    <Stat
      label={t(`overview.figure.${name}`)}
      value={formats.number(total[name])}
      hint={compared(total[name], previous[name])}
    />
  );
  return (
    <Stats>
      {counted("entered")}
      {counted("delivered")}
      {counted("clicked")}
      {counted("orders")}
      <Stat
        label={t("overview.figure.revenue")}
        value={
          total.revenue.length
            ? total.revenue.map((each) => (
                <div key={each.currency}>
                  <Amount {...each} />
                </div>
              ))
            : formats.number(0)
        }
        hint={t("overview.lastTouch")}
      />
    </Stats>
  );
}
