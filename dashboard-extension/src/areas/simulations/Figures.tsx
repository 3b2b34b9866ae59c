import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Stat, Stats } from "~/ui/Card";
import type { Report } from "./Report";

/** The whole in numbers. */
export function Figures({ summary }: { summary: Report["summary"] }) {
  const t = useText();
  const { number } = useFormats();
  const { entered, people, sent, peopleWrittenTo, notSent, heldOut, withheld, inside, waiting, stuck } =
    summary;
  return (
    <Stats>
      <Stat
        label={t("simulations.entered")}
        value={number(entered)}
        hint={t("simulations.peopleCount", { count: people, shown: number(people) })}
      />
      <Stat
        label={t("simulations.sent")}
        value={number(sent)}
        hint={t("simulations.toPeople", { count: peopleWrittenTo, shown: number(peopleWrittenTo) })}
      />
      <Stat label={t("simulations.notSent")} value={number(notSent)} hint={t("simulations.notSentHint")} />
      <Stat
        label={t("simulations.heldOut")}
        value={number(heldOut)}
        hint={t("simulations.withheld", { count: withheld, shown: number(withheld) })}
      />
      <Stat
        label={t("simulations.inside")}
        value={number(inside)}
        hint={t("simulations.waitingMails", { count: waiting, shown: number(waiting) })}
      />
      {stuck > 0 && (
        <Stat label={t("simulations.stuck")} value={number(stuck)} hint={t("simulations.stuckHint")} />
      )}
    </Stats>
  );
}
