import { useHasText, useText } from "~/text/useText";
import styles from "./recipes.module.css";

interface Step {
  journey: string;
  id: string;
  kind: string;
  label: string;
}

/** The steps of a recipe in their order, so that one sees what it does before reading. */
export function Miniature({ steps, most = 100 }: { steps: readonly Step[]; most?: number }) {
  const t = useText();
  const hasText = useHasText();
  const rest = steps.length - most;
  return (
    <ol className={styles.steps} aria-label={t("recipes.steps")}>
      {steps.slice(0, most).map((step) => (
        <li key={`${step.journey}:${step.id}`} className={step.kind === "send" ? styles.mail : undefined}>
          {step.label || (hasText(`recipes.step.${step.kind}`) ? t(`recipes.step.${step.kind}`) : step.id)}
        </li>
      ))}
      {rest > 0 && <li className={styles.rest}>{t("recipes.more", { count: rest })}</li>}
    </ol>
  );
}
