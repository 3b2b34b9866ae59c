import { useEffect, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { Link } from "react-router-dom";
import { useClient } from "urql";
import { useRead } from "~/api/useRead";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { NextRecipesDocument, RecipeReachDocument, type RecipeReachQuery } from "./gql/graphql";
import styles from "./overview.module.css";

type Reach = NonNullable<NonNullable<RecipeReachQuery["automationRecipe"]>["matchCount"]>;

const MOST = 3;
const NONE: readonly string[] = [];

/** Recipes the shop does not use yet and would use most: whom they would reach says why. */
export function NextRecipes() {
  const t = useText();
  const { locale } = useIntl();
  const { data, problem, reload } = useRead(NextRecipesDocument, { language: locale });
  const unused = useMemo(() => data?.automationRecipes?.filter((each) => !each.journeys.length), [data]);
  const slugs = useMemo(() => unused?.map(({ slug }) => slug), [unused]);
  const reach = useReach(slugs ?? NONE);
  const isCounted = slugs !== undefined && reach.size === slugs.length;
  const next = (unused ?? [])
    .map((recipe) => ({ ...recipe, reach: reach.get(recipe.slug) }))
    .filter((each) => weight(each.reach) > 0)
    .sort((one, other) => weight(other.reach) - weight(one.reach))
    .slice(0, MOST);
  return (
    <Card title={t("overview.next")}>
      <ErrorNotice problem={problem} onRetry={reload} />
      {!isCounted && !problem && <LinesSkeleton lines={4} />}
      {isCounted && next.length > 0 && (
        <ul className={styles.next}>
          {next.map((recipe) => (
            <li key={recipe.slug}>
              <Link to={`/recipes/${encodeURIComponent(recipe.slug)}`}>{recipe.name}</Link>
              <Why reach={recipe.reach!} />
            </li>
          ))}
        </ul>
      )}
      {isCounted && (
        <p className={styles.calm}>
          {next.length === 0 && t(slugs.length ? "overview.next.nobody" : "overview.next.all")}{" "}
          <Link to="/recipes">{t("overview.next.gallery")}</Link>
        </p>
      )}
    </Card>
  );
}

function Why({ reach: { people, monthly, isExact } }: { reach: Reach }) {
  const t = useText();
  const formats = useFormats();
  const shown = (count: number) => (isExact ? "" : "~ ") + formats.number(count);
  return (
    <span className={styles.calm}>
      {monthly
        ? t("overview.next.monthly", { count: monthly, shown: shown(monthly) })
        : t("overview.next.people", { count: people ?? 0, shown: shown(people ?? 0) })}
    </span>
  );
}

const weight = (reach: Reach | null | undefined) => reach?.monthly || reach?.people || 0;

/** Whom recipes would reach, asked one by one: each count may read a large table. What cannot be counted is null. */
function useReach(slugs: readonly string[]): ReadonlyMap<string, Reach | null> {
  const client = useClient();
  const [reach, setReach] = useState<ReadonlyMap<string, Reach | null>>(new Map());
  useEffect(() => {
    let isGone = false;
    const count = async () => {
      const found = new Map<string, Reach | null>();
      for (const slug of slugs) {
        const { data } = await client.query(RecipeReachDocument, { slug }).toPromise();
        if (isGone) return;
        found.set(slug, data?.automationRecipe?.matchCount ?? null);
      }
      setReach(found);
    };
    void count();
    return () => {
      isGone = true;
    };
  }, [client, slugs]);
  return reach;
}
