import { useRouteError } from "react-router-dom";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";

/** A chunk that is gone: the plugin was upgraded while this page was open. A reload inside the frame would cut us off. */
const LOST_CHUNK = /dynamically imported module|Importing a module script failed|module script/i;

export function Broken({ error }: { error: unknown }) {
  const t = useText();
  const detail = error instanceof Error ? error.message : String(error);
  const kind = LOST_CHUNK.test(detail) ? "upgraded" : "broken";
  return (
    <EmptyState title={t(`shell.${kind}.title`)} text={t(`shell.${kind}.text`)} isPage>
      {kind === "broken" && <code>{detail}</code>}
    </EmptyState>
  );
}

export function Crash() {
  return <Broken error={useRouteError()} />;
}
