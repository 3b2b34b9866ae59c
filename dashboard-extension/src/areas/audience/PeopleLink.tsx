import { Link } from "react-router-dom";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { keepFor } from "~/ui/useKept";

/** How many people have a mark; leads to them, with the list of contacts filtered. */
export function PeopleLink({ count, name, filter }: { count: number; name: string; filter: object }) {
  const t = useText();
  const formats = useFormats();
  if (!count) return <>{formats.number(0)}</>;
  return (
    <Link
      to="/contacts"
      aria-label={t("audience.people", { count, name })}
      onClick={() => keepFor("contacts.filters", filter)}
    >
      {formats.number(count)}
    </Link>
  );
}
