import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import type { Report } from "./Report";
import styles from "./simulations.module.css";

/** What each step saw, and how many bought while they stood there without any mail. */
export function Steps({ steps }: { steps: Report["steps"] }) {
  const t = useText();
  const { number, percent } = useFormats();
  return (
    <Card title={t("simulations.steps")} isFlush>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">{t("simulations.steps")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("simulations.step")}</th>
              {["reached", "inside", "stay", "sent", "notSent", "bought"].map((name) => (
                <th key={name} scope="col" className={styles.number}>
                  {t(`simulations.column.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.stepId}>
                <th scope="row" dir="auto">
                  {step.label || step.stepId}
                </th>
                <td className={styles.number}>{number(step.reached)}</td>
                <td className={styles.number}>{number(step.inside)}</td>
                <td className={styles.number}>
                  {step.medianStaySeconds ? <Stay seconds={step.medianStaySeconds} /> : "–"}
                </td>
                <td className={styles.number}>{step.planned ? number(step.sent) : "–"}</td>
                <td className={styles.number}>{step.planned ? number(step.notSent) : "–"}</td>
                <td className={styles.number}>
                  {step.bought ? `${number(step.bought)} (${percent(step.boughtShare)})` : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "3 days": the largest unit that fits. */
export function Stay({ seconds }: { seconds: number }) {
  const t = useText();
  const { number } = useFormats();
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? UNITS[2];
  const count = Math.round((seconds / size) * 10) / 10;
  return <>{`${number(count)} ${t(`ui.unit.${unit}`, { count })}`}</>;
}
