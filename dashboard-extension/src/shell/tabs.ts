export interface Tab {
  path: string;
  text: string;
  /** First parts of the addresses below which the tab is the current one. */
  covers: readonly string[];
}

/** The way through the app, in the order of a marketer's day. */
export const tabs: readonly Tab[] = [
  { path: "/overview", text: "tabs.overview", covers: ["overview"] },
  { path: "/journeys", text: "tabs.journeys", covers: ["journeys", "simulations"] },
  { path: "/recipes", text: "tabs.recipes", covers: ["recipes"] },
  {
    path: "/contacts",
    text: "tabs.contacts",
    covers: ["contacts", "lists", "tags", "fields", "scores", "loyalty", "transfers"],
  },
  { path: "/segments", text: "tabs.segments", covers: ["segments"] },
  { path: "/templates", text: "tabs.templates", covers: ["templates"] },
  { path: "/product-lists", text: "tabs.lists", covers: ["product-lists", "recommendations"] },
  { path: "/coupons", text: "tabs.coupons", covers: ["coupons"] },
  { path: "/settings", text: "tabs.settings", covers: ["settings"] },
];
