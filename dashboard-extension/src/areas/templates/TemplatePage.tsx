import { useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { useIntl } from "react-intl";
import { Editor } from "./Editor";
import { TemplateDocument } from "./gql/graphql";

/** One mail, in every language of the shop. */
export function TemplatePage() {
  const t = useText();
  const { locale } = useIntl();
  const { id = "" } = useParams();
  const { data, isLoading, problem, reload } = useRead(TemplateDocument, { id, language: locale });
  if (data?.automationTemplate) {
    return <Editor key={id} template={data.automationTemplate} world={data} reload={reload} />;
  }
  return (
    <Page title={t("templates.one")} back="/templates">
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={8} />}
      {data && <EmptyState title={t("templates.gone")} />}
    </Page>
  );
}
