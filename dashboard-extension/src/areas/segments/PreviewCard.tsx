import { Skeleton } from "@saleor/macaw-ui";
import { Link } from "react-router-dom";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { usePreview, type Preview } from "~/ui/conditions/usePreview";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import type { Json } from "~/ui/schema/jsonSchema";
import { LinesSkeleton } from "~/ui/Skeletons";
import { contactPath, personName } from "./names";
import styles from "./segments.module.css";

/** Whom the condition finds right now, saved or not: its sentence, how many, and the newest of them. */
export function PreviewCard({ condition, slug }: { condition: Json | null; slug?: string }) {
  const t = useText();
  const { preview, isOld, problem, reload } = usePreview(condition, { slug, hasSample: true });
  return (
    <Card title={t("segments.preview")}>
      <div
        className={styles.preview}
        aria-live="polite"
        aria-busy={condition !== null && (isOld || !preview)}
      >
        {condition === null && <p className={styles.muted}>{t("segments.previewEmpty")}</p>}
        <ErrorNotice problem={problem} onRetry={reload} />
        {condition !== null && !preview && !problem && (
          <>
            <Skeleton __height="28px" __width="120px" />
            <LinesSkeleton lines={3} />
          </>
        )}
        {preview && !problem && (
          <div className={isOld ? styles.old : styles.preview}>
            {preview.errors.length ? <Problems errors={preview.errors} /> : <Found preview={preview} />}
          </div>
        )}
      </div>
    </Card>
  );
}

function Problems({ errors }: { errors: Preview["errors"] }) {
  const t = useText();
  return (
    <Notice tone="critical" title={t("segments.previewWrong")}>
      {errors.map(({ message, place }) => (
        <div key={`${place} ${message}`}>{message}</div>
      ))}
    </Notice>
  );
}

function Found({ preview }: { preview: Preview }) {
  const t = useText();
  const formats = useFormats();
  const { count, totalCount, isExact, description, sample = [] } = preview;
  if (count == null) return null;
  return (
    <>
      <div>
        <div className={styles.count}>
          {isExact ? formats.number(count) : t("segments.about", { shown: formats.number(count) })}
        </div>
        <div className={styles.muted}>
          {t("segments.ofAll", { count: totalCount ?? 0, shown: formats.number(totalCount ?? 0) })}
        </div>
      </div>
      <p className={styles.sentence} dir="auto">
        {description}
      </p>
      {count === 0 && <p className={styles.muted}>{t("segments.previewNobody")}</p>}
      {sample.length > 0 && (
        <div>
          <h3 className={styles.subtitle}>{t("segments.sample")}</h3>
          <ul className={styles.people}>
            {sample.map((person) => (
              <li key={person.id}>
                <Link to={contactPath(person.id)} dir="auto">
                  {personName(person)}
                </Link>
                <span className={styles.muted} dir="auto">
                  {person.email}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
