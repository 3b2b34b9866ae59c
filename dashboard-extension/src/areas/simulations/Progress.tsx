import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { NoWorkerNotice, PATIENCE_SECONDS } from "~/ui/NoWorkerNotice";
import { ProgressBar } from "~/ui/Progress";
import { useOverdue } from "~/ui/useOverdue";
import type { SimulationPartsFragment } from "./gql/graphql";
import styles from "./simulations.module.css";

/** How far a simulation has come, for whoever waits. */
export function Progress({ simulation }: { simulation: SimulationPartsFragment }) {
  const t = useText();
  const formats = useFormats();
  const { state, stage, percent, virtualNow, createdAt } = simulation;
  const isOverdue = useOverdue(state === "WAITING" ? Date.parse(createdAt) : null, PATIENCE_SECONDS);
  const isLiving = state === "RUNNING" && stage === "living";
  const doing =
    state === "WAITING"
      ? t("simulations.waiting")
      : isLiving && virtualNow
        ? t("simulations.living", { day: formats.date(new Date(virtualNow)) })
        : t(stage === "report" ? "simulations.reporting" : "simulations.preparing");
  return (
    <Card title={t("simulations.progress")}>
      <div className={styles.stack}>
        <p className={styles.line} role="status">
          {doing}
        </p>
        {isOverdue && <NoWorkerNotice />}
        <ProgressBar label={t("simulations.progress")} done={percent} total={isLiving ? 100 : null} />
        <p className={styles.muted}>
          {isLiving && `${formats.percent(percent / 100)} · `}
          {t("simulations.mayLeave")}
        </p>
      </div>
    </Card>
  );
}
