import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";

/** The place of pages that are not built yet. */
export function NotYet({ area }: { area: string }) {
  const t = useText();
  return (
    <Page title={t(`${area}.title`)}>
      <EmptyState title={t(`${area}.title`)} text={t(`${area}.soon`)} />
    </Page>
  );
}
