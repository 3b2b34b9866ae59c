export const COUPON_KINDS = [
  "percentage",
  "fixed",
  "free_shipping",
  "cheapest_item",
  "gift_product",
  "membership",
  "contest_entry",
] as const;
