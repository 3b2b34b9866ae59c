import { useText } from "~/text/useText";
import type { TemplateQuery } from "./gql/graphql";
import styles from "./templates.module.css";

type Variables = NonNullable<TemplateQuery["automationMailVariables"]>;

/** What a text may take from its reader, to be written as {{ … }}. */
export function VariableList({ variables }: { variables: Variables }) {
  const t = useText();
  return (
    <details className={styles.variables}>
      <summary>{t("templates.variables")}</summary>
      <p className={styles.note}>{t("templates.variablesText")}</p>
      <ul>
        {variables
          .filter((each) => each.kind !== "group" && !each.path.includes("[]"))
          .map((each) => (
            <li key={each.path}>
              <code>{`{{ ${each.path} }}`}</code> {each.description}
            </li>
          ))}
      </ul>
    </details>
  );
}
