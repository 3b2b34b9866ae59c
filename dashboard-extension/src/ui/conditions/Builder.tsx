import { useId } from "react";
import { useText } from "~/text/useText";
import { ErrorNotice } from "../ErrorNotice";
import { Hint } from "../fields";
import { LinesSkeleton } from "../Skeletons";
import type { ConditionFieldProps } from "./ConditionField";
import styles from "./conditions.module.css";
import { GroupEditor } from "./GroupEditor";
import { isFilledIn } from "./question";
import { Sentence } from "./Sentence";
import { leavesOf, readRoot, writeRoot } from "./tree";
import { CatalogueContext, useCatalogue } from "./useCatalogue";

/** All questions of a condition, and below them what they say. */
export default function Builder(props: ConditionFieldProps) {
  const { label, hint, error, value, onChange, isRequired = false, hasSentence = true } = props;
  const t = useText();
  const id = useId();
  const { catalogue, problem, reload } = useCatalogue();
  const isAsked = value !== null && value !== undefined;
  return (
    <div className={styles.builder} role="group" aria-labelledby={id}>
      <div id={id} className={styles.label}>
        {isRequired ? `${label} *` : label}
      </div>
      <ErrorNotice problem={problem} onRetry={reload} />
      {!catalogue && !problem && <LinesSkeleton lines={2} />}
      {catalogue && (
        <CatalogueContext.Provider value={catalogue}>
          {!isAsked && <p className={styles.muted}>{t("conditions.none")}</p>}
          <GroupEditor
            group={readRoot(value)}
            label={label}
            onChange={(group) => onChange(writeRoot(group))}
          />
          {hasSentence &&
            isAsked &&
            (isFilledIn(leavesOf(value), catalogue.facts) ? (
              <Sentence condition={value} />
            ) : (
              <p className={styles.muted}>{t("conditions.unfinished")}</p>
            ))}
        </CatalogueContext.Provider>
      )}
      <Hint error={error} hint={hint} />
    </div>
  );
}
