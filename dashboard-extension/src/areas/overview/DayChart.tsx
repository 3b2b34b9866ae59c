import { useState } from "react";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Choices } from "~/ui/Choices";
import type { DayFragment } from "./gql/graphql";
import styles from "./overview.module.css";

const SERIES = ["delivered", "clicked", "orders", "entered"] as const;
type Series = (typeof SERIES)[number];

const WIDTH = 720;
const HEIGHT = 180;
const FLOOR = HEIGHT - 22;

/** One number day by day as bars; the same numbers are a table for whoever cannot see them. */
export function DayChart({ days }: { days: readonly DayFragment[] }) {
  const t = useText();
  const formats = useFormats();
  const [series, setSeries] = useState<Series>("delivered");
  const most = Math.max(1, ...days.map((each) => each[series]));
  const step = WIDTH / days.length;
  const marks = [0, Math.floor((days.length - 1) / 2), days.length - 1];
  return (
    <div className={styles.chart}>
      <Choices
        label={t("overview.shown")}
        value={series}
        onChange={(name) => setSeries(name as Series)}
        choices={SERIES.map((name) => ({ value: name, label: t(`overview.figure.${name}`) }))}
      />
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.bars} aria-hidden>
        <line x1={0} x2={WIDTH} y1={FLOOR + 0.5} y2={FLOOR + 0.5} className={styles.axis} />
        <text x={0} y={12} className={styles.mark}>
          {formats.number(most)}
        </text>
        {days.map((each, index) => {
          const height = (each[series] / most) * (FLOOR - 20);
          return (
            <rect
              key={each.day}
              x={index * step + step * 0.15}
              y={FLOOR - height}
              width={step * 0.7}
              height={height}
              rx={Math.min(2, step * 0.2)}
              className={styles.bar}
            >
              <title>{`${formats.date(each.day)}: ${formats.number(each[series])}`}</title>
            </rect>
          );
        })}
        {[...new Set(marks)].map((index) => (
          <text
            key={index}
            x={index === 0 ? 0 : index === days.length - 1 ? WIDTH : (index + 0.5) * step}
            y={HEIGHT - 5}
            textAnchor={index === 0 ? "start" : index === days.length - 1 ? "end" : "middle"}
            className={styles.mark}
          >
            {formats.date(days[index]!.day)}
          </text>
        ))}
      </svg>
      <table className="visually-hidden">
        <caption>{t("overview.byDay")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("overview.day")}</th>
            {SERIES.map((name) => (
              <th key={name} scope="col">
                {t(`overview.figure.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((each) => (
            <tr key={each.day}>
              <th scope="row">{formats.date(each.day)}</th>
              {SERIES.map((name) => (
                <td key={name}>{formats.number(each[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
