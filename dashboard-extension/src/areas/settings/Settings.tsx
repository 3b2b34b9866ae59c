import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { SendingRulesDocument } from "./gql/graphql";
import { RulesForm } from "./RulesForm";

/** What all journeys share: how much one person may be sent, and when. */
export function Settings() {
  const t = useText();
  const { data, problem, reload } = useRead(SendingRulesDocument, {});
  const rules = data?.automationSendingRules;
  if (rules) return <RulesForm rules={rules} onSaved={reload} />;
  return (
    <Page title={t("settings.title")}>
      <ErrorNotice problem={problem} onRetry={reload} />
      {!problem && <LinesSkeleton lines={6} />}
    </Page>
  );
}
