import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Editor } from "./Editor";
import { JourneyChoicesDocument, JourneyDocument, JourneyKindsDocument } from "./gql/graphql";
import { makeWorld, WorldContext } from "./kinds";

/** One journey: builder, report, versions. */
export function JourneyPage() {
  const t = useText();
  const { locale } = useIntl();
  const { id = "" } = useParams();
  const read = useRead(JourneyDocument, { id });
  const kinds = useRead(JourneyKindsDocument, { language: locale });
  const choices = useRead(JourneyChoicesDocument, {});
  const schema = kinds.data?.automationJourneySchema;
  const world = useMemo(() => (schema ? makeWorld(schema, choices.data) : null), [schema, choices.data]);
  const journey = read.data?.automationJourney;
  if (journey && world) {
    return (
      <WorldContext.Provider value={world}>
        <Editor key={id} journey={journey} reload={read.reload} choicesProblem={choices.problem} />
      </WorldContext.Provider>
    );
  }
  return (
    <Page title={t("journeys.one")} back="/journeys">
      <ErrorNotice
        problem={read.problem ?? kinds.problem}
        onRetry={read.problem ? read.reload : kinds.reload}
      />
      {(read.isLoading || kinds.isLoading) && <LinesSkeleton lines={8} />}
      {read.data && !journey && <EmptyState title={t("journeys.gone")} />}
    </Page>
  );
}
