import { useText } from "~/text/useText";

/** The events a journey can hear of, in the order of a customer's path. */
const EVENTS = [
  "checkout_abandoned order_placed order_paid order_fulfilled order_cancelled order_refunded order_partly_refunded",
  "customer_created customer_updated page_viewed product_viewed content_shown content_clicked",
  "subscribed unsubscribed confirmation_requested list_joined list_left contact_created",
  "tag_added tag_removed field_changed score_crossed segment_entered segment_left",
  "points_confirmed points_redeemed points_expired tier_entered tier_left coupon_expiring",
  "back_in_stock price_dropped low_stock product_listed message_sent message_opened message_clicked",
  "address_bounced address_complained",
].flatMap((line) => line.split(" "));

export function useEventChoices() {
  const t = useText();
  return EVENTS.map((value) => ({ value, label: t(`journeys.event.${value}`) }));
}
