import { useHasText, useText } from "~/text/useText";
import { Tag } from "~/ui/Tag";
import type { Definition } from "./definition";
import styles from "./journeys.module.css";
import { useWorld } from "./kinds";
import { START_PANEL, type ViewProps } from "./view";

/** What lets people in, in a few words. */
export function useStartWords(definition: Definition): string {
  const t = useText();
  const has = useHasText();
  const { triggers } = useWorld();
  const trigger = definition.trigger ?? {};
  const title = triggers.find(({ kind }) => kind === trigger.kind)?.title ?? String(trigger.kind ?? "");
  const event = typeof trigger.event === "string" ? trigger.event : "";
  if (!event) return title;
  return has(`journeys.event.${event}`) ? t(`journeys.event.${event}`) : event.replace(/^custom:/, "");
}

/** The first card of a journey: what lets people in, how often, and what ends it from anywhere. */
export function StartCard({ definition, selected, problems, onSelect }: ViewProps) {
  const t = useText();
  const words = useStartWords(definition);
  const wrong = problems.filter(({ stepId }) => !stepId);
  const exits = definition.exits?.length ?? 0;
  return (
    <button
      type="button"
      className={selected === START_PANEL ? styles.stepChosen : styles.step}
      aria-expanded={selected === START_PANEL}
      onClick={() => onSelect(START_PANEL)}
    >
      <strong>{t("journeys.start")}</strong>
      <span dir="auto">{words}</span>
      {exits > 0 && <Tag>{t("journeys.exitsCount", { count: exits })}</Tag>}
      {wrong.length > 0 && <Tag tone="critical">{t("journeys.problemsCount", { count: wrong.length })}</Tag>}
    </button>
  );
}
