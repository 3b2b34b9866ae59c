import { useMemo } from "react";
import { useIntl } from "react-intl";
import { useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useLength } from "~/text/useLength";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Editor } from "./Editor";
import { JourneyDocument, JourneyKindsDocument, JourneyRewardsDocument } from "./gql/graphql";
import { makeWorld, WorldContext } from "./kinds";

/** One journey: builder, report, versions. */
export function JourneyPage() {
  const t = useText();
  const { locale } = useIntl();
  const { id = "" } = useParams();
  const read = useRead(JourneyDocument, { id });
  const kinds = useRead(JourneyKindsDocument, { language: locale });
  const rewards = useRead(JourneyRewardsDocument, {});
  const schema = kinds.data?.automationJourneySchema;
  const given = rewards.data?.automationRewards;
  const lengthOf = useLength();
  const world = useMemo(
    () => (schema ? makeWorld(schema, given, lengthOf) : null),
    [schema, given, lengthOf],
  );
  const journey = read.data?.automationJourney;
  if (journey && world) {
    return (
      <WorldContext.Provider value={world}>
        <Editor key={id} journey={journey} reload={read.reload} rewardsProblem={rewards.problem} />
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
