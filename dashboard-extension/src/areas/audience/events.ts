import { useMemo } from "react";
import { useHasText, useText } from "~/text/useText";
import type { Choice } from "~/ui/FilterBar";

/** What a score can move by, in the order of a customer's path; not by another score, which the shop refuses. */
const EVENTS = [
  "page_viewed product_viewed content_shown content_clicked checkout_abandoned",
  "order_placed order_paid order_fulfilled order_cancelled order_refunded order_partly_refunded",
  "message_sent message_opened message_clicked subscribed unsubscribed address_bounced address_complained",
  "customer_created contact_created list_joined list_left tag_added tag_removed field_changed",
  "segment_entered segment_left points_confirmed points_redeemed points_expired tier_entered tier_left",
  "coupon_expiring back_in_stock price_dropped low_stock product_listed",
].flatMap((line) => line.split(" "));

/** Events that storefronts and other systems report under a name of their own. */
export const CUSTOM = "custom:";

export function useEventChoices(): readonly Choice[] {
  const t = useText();
  return useMemo(
    () => [
      ...EVENTS.map((value) => ({ value, label: t(`audience.event.${value}`) })),
      { value: CUSTOM, label: t("audience.event.custom") },
    ],
    [t],
  );
}

/** Return what an event is called in the reader's language; one of the shop's own by its own name. */
export function useEventName(): (event: string) => string {
  const t = useText();
  const hasText = useHasText();
  return (event) =>
    hasText(`audience.event.${event}`) ? t(`audience.event.${event}`) : event.replace(CUSTOM, "");
}
