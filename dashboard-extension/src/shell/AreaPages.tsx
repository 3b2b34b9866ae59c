import { lazy, type ComponentType } from "react";
import { useRoutes, type RouteObject } from "react-router-dom";
import type { Area } from "~/areas";
import { AreaTexts } from "~/text/AreaTexts";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";

const loaded = new Map<string, ComponentType>();

function NoSuchPage() {
  const t = useText();
  return <EmptyState title={t("shell.notFound.title")} text={t("shell.notFound.text")} isPage />;
}

/** Return the component of an area; its chunk is asked for at once, beside its texts. */
function pagesOf(area: Area): ComponentType {
  const known = loaded.get(area.name);
  if (known) return known;
  const coming = area.load().then(({ default: routes }) => {
    const all: RouteObject[] = [...routes, { path: "*", element: <NoSuchPage /> }];
    const Pages = () => useRoutes(all);
    return { default: Pages };
  });
  const Pages = lazy(() => coming);
  loaded.set(area.name, Pages);
  return Pages;
}

export function AreaPages({ area }: { area: Area }) {
  const Pages = pagesOf(area);
  return (
    <AreaTexts area={area.name}>
      <Pages />
    </AreaTexts>
  );
}
