import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { SelectField } from "~/ui/fields";
import { ContactJourneysDocument } from "./gql/graphql";
import { nodes } from "./names";

interface JourneyFieldProps {
  value: string;
  /** Also those that let nobody in now: to ask why not. */
  withOthers?: boolean;
  onChange: (id: string, isActive: boolean) => void;
}

/** One of the shop's journeys. */
export function JourneyField({ value, withOthers = false, onChange }: JourneyFieldProps) {
  const t = useText();
  const all = useRead(ContactJourneysDocument, {});
  const journeys = nodes(all.data?.automationJourneys).filter(
    ({ status }) => status === "ACTIVE" || (withOthers && status !== "ARCHIVED"),
  );
  return (
    <>
      <ErrorNotice problem={all.problem} onRetry={all.reload} />
      <SelectField
        label={t("contacts.journeys.which")}
        value={value}
        hint={t(
          all.data && journeys.length === 0 ? "contacts.journeys.enter.none" : "contacts.journeys.enter.hint",
        )}
        choices={journeys.map(({ id, name, status }) => ({
          value: id,
          label: status === "ACTIVE" ? name : t("contacts.journeys.notRunning", { name }),
        }))}
        onChange={(id) => onChange(id, journeys.find((each) => each.id === id)?.status === "ACTIVE")}
      />
    </>
  );
}
