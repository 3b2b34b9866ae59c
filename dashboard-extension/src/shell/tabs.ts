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
  { path: "/contacts", text: "tabs.contacts", covers: ["contacts"] },
  {
    path: "/segments",
    text: "tabs.segments",
    covers: ["segments", "lists", "tags", "fields", "scores", "imports"],
  },
  { path: "/templates", text: "tabs.templates", covers: ["templates"] },
  { path: "/product-lists", text: "tabs.productLists", covers: ["product-lists"] },
  { path: "/coupons", text: "tabs.coupons", covers: ["coupons"] },
  { path: "/settings", text: "tabs.settings", covers: ["settings"] },
];
