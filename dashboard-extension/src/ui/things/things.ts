/** Things of the shop that forms name, by what they are: where they are searched, and how they are named. */
import type { TypedDocumentNode } from "@urql/core";
import type { Connection } from "~/api/useConnection";
import type { Json } from "../schema/jsonSchema";
import {
  ThingActiveJourneysDocument,
  ThingCategoriesDocument,
  ThingCollectionsDocument,
  ThingCouponsDocument,
  ThingDateFieldsDocument,
  ThingFieldsDocument,
  ThingJourneysDocument,
  ThingListsDocument,
  ThingOpenJourneysDocument,
  ThingProductListsDocument,
  ThingProductsDocument,
  ThingScoresDocument,
  ThingSegmentsDocument,
  ThingTagsDocument,
  ThingTemplatesDocument,
  ThingVariantsDocument,
} from "./gql/graphql";
import { globalId, numberOf } from "./ids";

export interface Thing {
  id: string;
  /** A slug or a name, or the global id of what is the shop's own. */
  value: string;
  label: string;
  sku?: string | null;
  product?: { name: string };
}

interface Variables {
  first: number;
  after?: string | null;
  search?: string | null;
  slugs?: readonly string[];
  ids?: readonly string[];
}

/** All of them are asked alike; which of `slugs` and `ids` one takes is said by `namedBy`. */
export type ThingsDocument = TypedDocumentNode<{ found?: Connection<Thing> | null }, Variables>;

export interface ThingSource {
  search: ThingsDocument;
  /** How chosen ones are asked for; without it their value is their name, or they are chosen anew each time. */
  namedBy?: "slugs" | "ids";
  /** Type of the shop's global ids: forms hold the number inside. */
  type?: string;
}

const ours = (search: unknown): ThingSource => ({ search: search as ThingsDocument, namedBy: "slugs" });
const theShops = (search: unknown, type: string): ThingSource => ({
  search: search as ThingsDocument,
  namedBy: "ids",
  type,
});

const SOURCES = {
  list: ours(ThingListsDocument),
  segment: ours(ThingSegmentsDocument),
  score: ours(ThingScoresDocument),
  field: ours(ThingFieldsDocument),
  date_field: ours(ThingDateFieldsDocument),
  template: ours(ThingTemplatesDocument),
  coupon: ours(ThingCouponsDocument),
  product_list: ours(ThingProductListsDocument),
  journey: ours(ThingJourneysDocument),
  /** Journeys by their global id: those somebody can be let into now, and those there is something to ask about. */
  activeJourney: { search: ThingActiveJourneysDocument as unknown as ThingsDocument },
  openJourney: { search: ThingOpenJourneysDocument as unknown as ThingsDocument },
  tag: { search: ThingTagsDocument as unknown as ThingsDocument },
  product: theShops(ThingProductsDocument, "Product"),
  category: theShops(ThingCategoriesDocument, "Category"),
  collection: theShops(ThingCollectionsDocument, "Collection"),
  variant: theShops(ThingVariantsDocument, "ProductVariant"),
} satisfies Record<string, ThingSource>;

export type SourceName = keyof typeof SOURCES;

export const isSource = (name: string): name is SourceName => Object.hasOwn(SOURCES, name);

export const sourceOf = (name: SourceName): ThingSource => SOURCES[name];

/** What a form holds of something found; null if the shop's id has no number in it. */
export const valueOf = ({ type }: ThingSource, thing: Thing): Json | null =>
  type ? numberOf(thing.value) : thing.value;

/** What chosen values are asked for with. */
export const keysOf = ({ type }: ThingSource, values: readonly Json[]): string[] =>
  values.map((value) => (type ? globalId(type, value) : String(value)));

/** "Shirt, L (SKU-7)"; of variants the name alone says too little. */
export function labelOf({ label, sku, product }: Thing): string {
  if (!product) return label;
  const name = label && label !== product.name ? `${product.name}, ${label}` : product.name;
  return sku ? `${name} (${sku})` : name;
}
