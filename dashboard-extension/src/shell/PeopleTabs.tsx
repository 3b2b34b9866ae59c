import { useText } from "~/text/useText";
import { SubTabs } from "~/ui/SubTabs";

const PAGES = ["contacts", "lists", "tags", "fields", "scores", "loyalty", "transfers"] as const;

/** The pages about people and what is known of them. They belong to several areas, so the shell holds the way. */
export function PeopleTabs() {
  const t = useText();
  return (
    <SubTabs
      label={t("people.tabs")}
      tabs={PAGES.map((page) => ({ path: `/${page}`, label: t(`people.${page}`) }))}
    />
  );
}
