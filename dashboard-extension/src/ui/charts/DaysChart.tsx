import { useId, useState, type ReactNode } from "react";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import styles from "./charts.module.css";
import { niceTop, type Bucket, type Series } from "./series";
import { useWidth } from "./useWidth";

const USUAL_WIDTH = 1080;
const HEIGHT = 220;
const TOP = 16;
const FLOOR = HEIGHT - 24;
/** Of one digit of the scale, whose numbers stand left of the bars. */
const DIGIT = 7;

/** Colours there are; further series take the last one. */
const COLOURS = 6;
const colourOf = (index: number) => styles[`colour${Math.min(index, COLOURS - 1)}`];

interface DaysChartProps {
  label: string;
  data: readonly Bucket[];
  /** From the bottom of the bars to their top. */
  series: readonly Series[];
  /** In the place of the legend: what chooses the numbers. */
  choices?: ReactNode;
}

/** Numbers by day as bars of one or several parts; the same numbers as a table for whoever wants or needs it. */
export function DaysChart({ label, data, series, choices }: DaysChartProps) {
  const t = useText();
  const formats = useFormats();
  const id = useId();
  const [isTable, setTable] = useState(false);
  // Drawn as wide as it stands: a picture that is stretched to a wide screen grows tall, and its words with it.
  const [line, width] = useWidth<HTMLDivElement>(USUAL_WIDTH);
  const totals = data.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const sum = totals.reduce((all, total) => all + total, 0);
  const top = niceTop(Math.max(0, ...totals));
  const left = sum > 0 ? formats.number(top).length * DIGIT + 8 : 0;
  const step = (width - left) / Math.max(1, data.length);
  const startOf = (index: number) => left + index * step;
  const nameOf = ({ day, until }: Bucket) =>
    day === until ? formats.date(day) : `${formats.date(day)} – ${formats.date(until)}`;
  const heightOf = (value: number) => (value / top) * (FLOOR - TOP);
  const marks = [...new Set([0, Math.floor((data.length - 1) / 2), data.length - 1])];
  return (
    <figure className={styles.figure} aria-label={label}>
      <div ref={line} className={styles.line}>
        {choices}
        {!choices && series.length > 1 && (
          <ul className={styles.legend}>
            {series.map(({ key, label: name }, index) => (
              <li key={key}>
                <span className={`${styles.key} ${colourOf(index)}`} aria-hidden />
                <span dir="auto">{name}</span>
              </li>
            ))}
          </ul>
        )}
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={isTable}
          aria-controls={id}
          onClick={() => setTable(!isTable)}
        >
          {t("ui.asTable")}
        </button>
      </div>
      {!isTable && (
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          className={styles.chart}
          role="img"
          aria-label={t("ui.chartSum", { label, sum: formats.number(sum) })}
        >
          {[1, 0.5].map((share) => (
            <g key={share}>
              <line
                x1={left}
                x2={width}
                y1={FLOOR - heightOf(top * share)}
                y2={FLOOR - heightOf(top * share)}
                className={styles.grid}
              />
              {sum > 0 && (top * share) % 1 === 0 && (
                <text x={0} y={FLOOR - heightOf(top * share) + 4} className={styles.mark}>
                  {formats.number(top * share)}
                </text>
              )}
            </g>
          ))}
          <line x1={left} x2={width} y1={FLOOR + 0.5} y2={FLOOR + 0.5} className={styles.axis} />
          {sum === 0 && (
            <text x={(left + width) / 2} y={(TOP + FLOOR) / 2} textAnchor="middle" className={styles.none}>
              {t("ui.chartEmpty")}
            </text>
          )}
          {data.map((bucket, index) => {
            let below = 0;
            return (
              <g key={bucket.day}>
                <title>
                  {[
                    nameOf(bucket),
                    ...bucket.values.map(
                      (value, place) => `${series[place]!.label}: ${formats.number(value)}`,
                    ),
                  ].join("\n")}
                </title>
                <rect x={startOf(index)} y={TOP} width={step} height={FLOOR - TOP} className={styles.hit} />
                {bucket.values.map((value, place) => {
                  const height = heightOf(value);
                  below += height;
                  return (
                    <rect
                      key={series[place]!.key}
                      className={colourOf(place)}
                      x={startOf(index) + step * 0.12}
                      y={FLOOR - below}
                      width={step * 0.76}
                      height={height}
                    />
                  );
                })}
              </g>
            );
          })}
          {marks.map((index) => (
            <text
              key={index}
              x={index === 0 ? left : index === data.length - 1 ? width : startOf(index + 0.5)}
              y={HEIGHT - 6}
              textAnchor={index === 0 ? "start" : index === data.length - 1 ? "end" : "middle"}
              className={styles.mark}
            >
              {formats.date(data[index]!.day)}
            </text>
          ))}
        </svg>
      )}
      <div id={id} className={isTable ? styles.scroll : "visually-hidden"}>
        <table className={styles.table}>
          <caption className="visually-hidden">{label}</caption>
          <thead>
            <tr>
              <th scope="col">{t("ui.day")}</th>
              {series.map(({ key, label: name }) => (
                <th key={key} scope="col" className={styles.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((bucket) => (
              <tr key={bucket.day}>
                <th scope="row">{nameOf(bucket)}</th>
                {bucket.values.map((value, place) => (
                  <td key={series[place]!.key} className={styles.number}>
                    {formats.number(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
