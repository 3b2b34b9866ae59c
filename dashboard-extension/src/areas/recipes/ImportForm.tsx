import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useNavigate } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields } from "~/ui/fields";
import { Columns, Page } from "~/ui/Page";
import { Tag, Tags } from "~/ui/Tag";
import { RecipeImportDocument, RecipeMatchDocument, type RecipeQuery } from "./gql/graphql";
import { Miniature } from "./Miniature";
import { ParameterField, type Value } from "./ParameterField";
import styles from "./recipes.module.css";

type Recipe = NonNullable<RecipeQuery["automationRecipe"]>;

interface ImportFormProps {
  recipe: Recipe;
}

/** Only what is missing is asked for; everything else has a value that fits and can be changed. */
export function ImportForm({ recipe }: ImportFormProps) {
  const t = useText();
  const { locale } = useIntl();
  const navigate = useNavigate();
  const [changed, setChanged] = useState<Record<string, Value>>({});
  const load = useSave(RecipeImportDocument, (data) => data.automationRecipeImport);
  const asked = recipe.parameters.filter((each) => each.isAsked);
  const others = recipe.parameters.filter((each) => !each.isAsked);
  const isWhole = asked.every((each) => each.isOptional || (changed[each.name] ?? "") !== "");
  const given = Object.fromEntries(
    Object.entries(changed).filter(([, value]) => value !== "" && value !== null),
  );

  const submit = async () => {
    const input = { recipe: recipe.slug, language: locale, parameters: JSON.stringify(given) };
    const made = await load.save({ input });
    if (!made?.journey) return;
    notify("success", t("recipes.imported"));
    navigate(`/journeys/${encodeURIComponent(made.journey.id)}`);
  };
  const field = (parameter: Recipe["parameters"][number]) => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      value={changed[parameter.name]}
      error={load.refusals.all.find((each) => each.place === parameter.name)?.message ?? undefined}
      onChange={(value) => setChanged({ ...changed, [parameter.name]: value })}
    />
  );
  const known = new Set(recipe.parameters.map((each) => each.name));
  return (
    <Page
      title={recipe.name}
      back="/recipes"
      actions={
        <Button disabled={!isWhole || load.isSaving} onClick={() => void submit()}>
          {t("recipes.import")}
        </Button>
      }
    >
      <ErrorNotice problem={load.problem} />
      <RefusalNotice refusals={load.refusals.all.filter((each) => !known.has(each.place ?? ""))} />
      <Columns
        main={
          <>
            <p className={styles.lead}>{recipe.summary}</p>
            {asked.length > 0 && (
              <Card title={t("recipes.needed")}>
                <Fields>{asked.map(field)}</Fields>
              </Card>
            )}
            {others.length > 0 && (
              <Card title={t("recipes.adjust")}>
                <details open={asked.length === 0}>
                  <summary className={styles.toggle}>{t("recipes.adjustText")}</summary>
                  <Fields>{others.map(field)}</Fields>
                </details>
              </Card>
            )}
          </>
        }
        side={
          <>
            <Card title={t("recipes.match")}>
              <Match slug={recipe.slug} parameters={isWhole ? JSON.stringify(given) : null} />
            </Card>
            {recipe.needs.length > 0 && (
              <Card title={t("recipes.works")}>
                <Tags>
                  {recipe.needs.map((need) => (
                    <Tag key={need}>{t(`recipes.need.${need}`)}</Tag>
                  ))}
                </Tags>
              </Card>
            )}
            <Card title={t("recipes.steps")}>
              <Miniature steps={recipe.steps} />
            </Card>
          </>
        }
      />
    </Page>
  );
}

function Match({ slug, parameters }: { slug: string; parameters: string | null }) {
  const t = useText();
  const formats = useFormats();
  const { data, problem } = useRead(
    RecipeMatchDocument,
    { slug, parameters },
    { pause: parameters === null },
  );
  const match = data?.automationRecipe?.matchCount;
  if (parameters === null) return <p className={styles.quiet}>{t("recipes.matchLater")}</p>;
  if (problem) return <ErrorNotice problem={problem} />;
  if (!data) return <p className={styles.quiet}>{t("ui.loading")}</p>;
  if (!match) return <p className={styles.quiet}>{t("recipes.matchUnknown")}</p>;
  const about = match.isExact ? "" : "~ ";
  return (
    <p className={styles.count}>
      {match.people !== null && match.people !== undefined
        ? t("recipes.matchPeople", { count: match.people, shown: about + formats.number(match.people) })
        : t("recipes.matchMonthly", {
            count: match.monthly ?? 0,
            shown: about + formats.number(match.monthly ?? 0),
          })}
    </p>
  );
}
