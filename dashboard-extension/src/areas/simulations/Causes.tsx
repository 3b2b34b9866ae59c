import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { BarList } from "~/ui/charts/BarList";
import { useReason } from "./names";
import type { Report } from "./Report";
import styles from "./simulations.module.css";

const SKIPPED = 2;
const GOAL = 1;

/** Why messages would not have gone, and which ones. */
export function Reasons({ report: { reasons, steps } }: { report: Report }) {
  const t = useText();
  const { number } = useFormats();
  const reasonOf = useReason();
  const labels = new Map(steps.map(({ stepId, label }) => [stepId, label || stepId]));
  const byReason = new Map<string, { count: number; parts: string[] }>();
  for (const { stepId, state, reason, count } of reasons) {
    const found = byReason.get(reason || state) ?? { count: 0, parts: [] };
    const part = `${labels.get(stepId) ?? stepId}: ${number(count)}`;
    byReason.set(reason || state, { count: found.count + count, parts: [...found.parts, part] });
  }
  const rows = [...byReason].sort(([, one], [, other]) => other.count - one.count);
  return (
    <Card title={t("simulations.reasons")}>
      {rows.length ? (
        <BarList
          label={t("simulations.reasons")}
          rows={rows.map(([reason, { count, parts }]) => ({
            key: reason,
            label: reasonOf(reason),
            hint: parts.join(", "),
            value: count,
            shown: number(count),
            colour: SKIPPED,
          }))}
        />
      ) : (
        <p className={styles.muted}>{t("simulations.noReasons")}</p>
      )}
    </Card>
  );
}

/** Whom the sending rules made wait. */
export function Holds({ holds }: { holds: Report["holds"] }) {
  const t = useText();
  const { number } = useFormats();
  const reasonOf = useReason();
  return (
    <Card title={t("simulations.holds")}>
      {holds.length ? (
        <BarList
          label={t("simulations.holds")}
          rows={holds.map(({ reason, messages, people, sentLater, expired }) => ({
            key: reason,
            label: reasonOf(reason),
            hint: t("simulations.holdHint", {
              people,
              shown: number(people),
              later: number(sentLater),
              expired: number(expired),
            }),
            value: messages,
            shown: number(messages),
            colour: SKIPPED,
          }))}
        />
      ) : (
        <p className={styles.muted}>{t("simulations.noHolds")}</p>
      )}
    </Card>
  );
}

/** How runs ended, and how many were not over. */
export function Endings({ endings, inside }: { endings: Report["endings"]; inside: number }) {
  const t = useText();
  const { number } = useFormats();
  const reasonOf = useReason();
  const rows = endings.map(({ reason, isGoal, count }) => ({
    key: reason,
    label: reasonOf(reason),
    hint: isGoal ? t("simulations.isGoal") : undefined,
    value: count,
    shown: number(count),
    colour: isGoal ? GOAL : 0,
  }));
  const open = {
    key: ":inside",
    label: t("simulations.notOver"),
    value: inside,
    shown: number(inside),
    colour: 5,
  };
  return (
    <Card title={t("simulations.endings")}>
      <BarList label={t("simulations.endings")} rows={inside ? [...rows, open] : rows} />
    </Card>
  );
}

/** Who would have bought without any mail, by how long one waits. */
export function Bought({ bought }: { bought: Report["bought"] }) {
  const t = useText();
  const { number, percent } = useFormats();
  const followed = bought.filter(({ runs }) => runs > 0);
  return (
    <Card title={t("simulations.bought")}>
      <div className={styles.stack}>
        <p className={styles.muted}>{t("simulations.boughtText")}</p>
        {followed.length > 0 && (
          <BarList
            label={t("simulations.bought")}
            rows={followed.map(({ days, runs, bought: count, share }) => ({
              key: String(days),
              label: t("simulations.withinDays", { days }),
              hint: t("simulations.ofRuns", { bought: number(count), runs: number(runs) }),
              value: share,
              shown: percent(share),
              colour: GOAL,
            }))}
          />
        )}
        {!followed.length && <p className={styles.muted}>{t("simulations.noneFollowed")}</p>}
      </div>
    </Card>
  );
}
