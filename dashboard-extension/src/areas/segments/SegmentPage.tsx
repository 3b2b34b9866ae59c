import { useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { PageSkeleton } from "~/ui/Skeletons";
import { SegmentDocument } from "./gql/graphql";
import { SegmentEditor } from "./SegmentEditor";

/** One segment: who belongs to it, and who is inside. */
export function SegmentPage() {
  const t = useText();
  const { id = "" } = useParams();
  const { data, isLoading, problem, reload } = useRead(SegmentDocument, { id });
  const segment = data?.automationSegment;

  if (isLoading) return <PageSkeleton />;
  if (segment) return <SegmentEditor key={segment.id} segment={segment} reload={reload} />;
  return (
    <Page title={t("segments.one")} back="/segments">
      <ErrorNotice problem={problem} onRetry={reload} />
      {!problem && <EmptyState title={t("segments.gone")} text={t("segments.goneText")} />}
    </Page>
  );
}
