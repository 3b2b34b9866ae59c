import { useIntl } from "react-intl";
import { useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { ImportForm } from "./ImportForm";
import { RecipeDocument } from "./gql/graphql";

/** One recipe: what it does, what it asks for, how many match, and the button that makes a draft of it. */
export function RecipePage() {
  const t = useText();
  const { locale } = useIntl();
  const { slug = "" } = useParams();
  const { data, problem, reload } = useRead(RecipeDocument, { slug, language: locale });
  if (data?.automationRecipe) {
    return <ImportForm key={slug} recipe={data.automationRecipe} />;
  }
  return (
    <Page title={t("recipes.one")} back="/recipes">
      <ErrorNotice problem={problem} onRetry={reload} />
      {data ? <EmptyState title={t("recipes.unknown", { slug })} /> : !problem && <LinesSkeleton lines={6} />}
    </Page>
  );
}
