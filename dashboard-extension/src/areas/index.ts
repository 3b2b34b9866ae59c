import type { RouteObject } from "react-router-dom";

export interface Area {
  /** The folder's name, and the prefix of the ids of its texts. */
  name: string;
  /** First parts of the addresses it answers. */
  paths: readonly string[];
  load: () => Promise<{ default: RouteObject[] }>;
  /** Without our header and tabs: widgets and popups in the Dashboard's own pages. */
  isBare?: boolean;
}

/** One line per area; each is a chunk of its own. */
export const areas: readonly Area[] = [
  { name: "overview", paths: ["overview"], load: () => import("./overview/routes") },
  { name: "journeys", paths: ["journeys"], load: () => import("./journeys/routes") },
  { name: "simulations", paths: ["simulations"], load: () => import("./simulations/routes") },
  { name: "recipes", paths: ["recipes"], load: () => import("./recipes/routes") },
  { name: "contacts", paths: ["contacts"], load: () => import("./contacts/routes") },
  {
    name: "audience",
    paths: ["lists", "tags", "fields", "scores", "loyalty"],
    load: () => import("./audience/routes"),
  },
  { name: "segments", paths: ["segments"], load: () => import("./segments/routes") },
  { name: "transfers", paths: ["transfers"], load: () => import("./transfers/routes") },
  { name: "templates", paths: ["templates"], load: () => import("./templates/routes") },
  {
    name: "offers",
    paths: ["product-lists", "recommendations", "coupons"],
    load: () => import("./offers/routes"),
  },
  {
    name: "places",
    paths: ["widgets", "popups"],
    load: () => import("./places/routes"),
    isBare: true,
  },
  { name: "settings", paths: ["settings"], load: () => import("./settings/routes") },
];
