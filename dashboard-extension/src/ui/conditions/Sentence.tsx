import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { ErrorNotice } from "../ErrorNotice";
import { Hint } from "../fields";
import type { Json } from "../schema/jsonSchema";
import { LinesSkeleton } from "../Skeletons";
import styles from "./conditions.module.css";
import { usePreview } from "./usePreview";

/** A condition in the shop's own words, and how many people it holds for now. */
export function Sentence({ condition }: { condition: Json }) {
  const t = useText();
  const formats = useFormats();
  const { preview, isOld, problem, reload } = usePreview(condition);
  if (problem) return <ErrorNotice problem={problem} onRetry={reload} />;
  if (!preview) return <LinesSkeleton lines={1} />;
  if (preview.errors.length) return <Hint error={preview.errors.map(({ message }) => message).join(" ")} />;
  return (
    <p className={isOld ? styles.old : styles.sentence} aria-live="polite" aria-busy={isOld} dir="auto">
      {t("conditions.who", { what: preview.description ?? "" })}
      {preview.count != null && (
        <span className={styles.muted}>
          {" "}
          {t(preview.isExact ? "conditions.count" : "conditions.about", {
            count: preview.count,
            shown: formats.number(preview.count),
          })}
        </span>
      )}
    </p>
  );
}
