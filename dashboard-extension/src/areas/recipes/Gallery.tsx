import { useIntl } from "react-intl";
import { Link } from "react-router-dom";
import { useAll } from "~/api/useAll";
import { useRead } from "~/api/useRead";
import { useHasText, useText } from "~/text/useText";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag, Tags } from "~/ui/Tag";
import { RecipeJourneysDocument, RecipesDocument, type RecipesQuery } from "./gql/graphql";
import { Miniature } from "./Miniature";
import styles from "./recipes.module.css";

type Recipe = NonNullable<RecipesQuery["automationRecipes"]>[number];

const AREAS = [
  "CARTS",
  "SEGMENTS",
  "WIN_BACK",
  "PRODUCTS",
  "LOYALTY",
  "NURTURING",
  "SELLING",
  "OWN",
] as const;

export const recipePath = (slug: string) => `/recipes/${encodeURIComponent(slug)}`;

/** All recipes, by area. */
export function Gallery() {
  const t = useText();
  const { locale } = useIntl();
  const { data, isLoading, problem, reload } = useRead(RecipesDocument, { language: locale });
  const recipes = data?.automationRecipes ?? [];
  const journeys = useAll(RecipeJourneysDocument, {}, (answer) => answer.automationJourneys);
  const used = new Map(journeys.rows.map(({ recipe, status }) => [recipe, status]));
  return (
    <Page title={t("recipes.title")}>
      <p className={styles.lead}>{t("recipes.lead")}</p>
      <ErrorNotice problem={problem} onRetry={reload} />
      <ErrorNotice problem={journeys.problem} onRetry={journeys.reload} />
      {isLoading && <LinesSkeleton lines={8} />}
      {AREAS.map((area) => {
        const those = recipes.filter((each) => each.area === area);
        return those.length ? (
          <section key={area} className={styles.area} aria-labelledby={`area-${area}`}>
            <h2 id={`area-${area}`} className={styles.heading}>
              {t(`recipes.area.${area}`)}
            </h2>
            <ul className={styles.cards}>
              {those.map((recipe) => (
                <Card key={recipe.slug} recipe={recipe} status={used.get(recipe.slug)} />
              ))}
            </ul>
          </section>
        ) : null;
      })}
    </Page>
  );
}

function Card({ recipe, status }: { recipe: Recipe; status: string | undefined }) {
  const t = useText();
  const has = useHasText();
  const moment = `recipes.moment.${recipe.moment}`;
  return (
    <li className={styles.card}>
      <h3 className={styles.name}>
        <Link to={recipePath(recipe.slug)}>{recipe.name}</Link>
      </h3>
      <p className={styles.summary}>{recipe.summary}</p>
      <Miniature steps={recipe.steps} most={5} />
      <Tags>
        {status && <Tag tone={status === "ACTIVE" ? "success" : "info"}>{t(`recipes.status.${status}`)}</Tag>}
        {has(moment) && <Tag>{t(moment)}</Tag>}
        {recipe.asks.length > 0 && (
          <Tag tone="warning">{t("recipes.asks", { count: recipe.asks.length })}</Tag>
        )}
      </Tags>
    </li>
  );
}
