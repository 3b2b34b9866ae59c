import { useText } from "~/text/useText";
import { ThingField } from "~/ui/things/ThingsField";

interface JourneyFieldProps {
  value: string;
  /** Also those that let nobody in now: to ask why not. */
  withOthers?: boolean;
  onChange: (id: string) => void;
}

/** One of the shop's journeys. */
export function JourneyField({ value, withOthers = false, onChange }: JourneyFieldProps) {
  const t = useText();
  return (
    <ThingField
      label={t("contacts.journeys.which")}
      source={withOthers ? "openJourney" : "activeJourney"}
      value={value}
      isRequired
      noneText={t("contacts.journeys.enter.none")}
      hint={t("contacts.journeys.enter.hint")}
      onChange={(id) => onChange(String(id ?? ""))}
    />
  );
}
