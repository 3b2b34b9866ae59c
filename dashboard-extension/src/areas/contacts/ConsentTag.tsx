import { useText } from "~/text/useText";
import { Tag, type TagTone } from "~/ui/Tag";

export const CONSENT_STATES = [
  "SUBSCRIBED",
  "PENDING",
  "NONE",
  "UNSUBSCRIBED",
  "BOUNCED",
  "COMPLAINED",
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

const TONES: Record<ConsentState, TagTone> = {
  SUBSCRIBED: "success",
  PENDING: "info",
  NONE: "default",
  UNSUBSCRIBED: "warning",
  BOUNCED: "critical",
  COMPLAINED: "critical",
};

/** What somebody has said about getting mail; whoever said nothing has no row. */
export function ConsentTag({ state }: { state: ConsentState | undefined }) {
  const t = useText();
  const shown = state ?? "NONE";
  return <Tag tone={TONES[shown]}>{t(`contacts.consent.${shown}`)}</Tag>;
}
