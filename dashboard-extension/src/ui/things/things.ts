/** Things of the shop that conditions name, by the source a fact gives: where they are searched, and how they are named. */
import type { TypedDocumentNode } from "@urql/core";
import type { Json } from "../schema/jsonSchema";
import {
  ConditionCategoriesDocument,
  ConditionCollectionsDocument,
  ConditionFieldDocument,
  ConditionFieldsDocument,
  ConditionListDocument,
  ConditionListsDocument,
  ConditionProductsDocument,
  ConditionScoreDocument,
  ConditionScoresDocument,
  ConditionSegmentDocument,
  ConditionSegmentsDocument,
  ConditionTagsDocument,
  type ConditionListQuery,
  type ConditionProductsQuery,
  type ConditionProductsQueryVariables,
} from "./gql/graphql";

/** All of them are asked alike: what is found has a value and a label. */
export type ThingsDocument = TypedDocumentNode<ConditionProductsQuery, ConditionProductsQueryVariables>;
export type OneDocument = TypedDocumentNode<ConditionListQuery, { slug: string }>;

interface ThingSource {
  search: ThingsDocument;
  /** How one is named by its slug; without it its value is its name, or it is found by `ids`. */
  one?: OneDocument;
  /** Type of the shop's global ids: conditions hold the number inside. */
  type?: string;
}

const SOURCES: Readonly<Record<string, ThingSource>> = {
  list: { search: ConditionListsDocument as ThingsDocument, one: ConditionListDocument as OneDocument },
  segment: {
    search: ConditionSegmentsDocument as ThingsDocument,
    one: ConditionSegmentDocument as OneDocument,
  },
  score: { search: ConditionScoresDocument as ThingsDocument, one: ConditionScoreDocument as OneDocument },
  field: { search: ConditionFieldsDocument as ThingsDocument, one: ConditionFieldDocument as OneDocument },
  tag: { search: ConditionTagsDocument as ThingsDocument },
  product: { search: ConditionProductsDocument, type: "Product" },
  category: { search: ConditionCategoriesDocument as ThingsDocument, type: "Category" },
  collection: { search: ConditionCollectionsDocument as ThingsDocument, type: "Collection" },
};

export const sourceOf = (name: string): ThingSource | undefined => SOURCES[name];

/** "UHJvZHVjdDo3" → 7; a shop with other ids than Saleor's gives none. */
export function numberOf(globalId: string): number | null {
  try {
    const found = /^\w+:(\d+)$/.exec(atob(globalId));
    return found ? Number(found[1]) : null;
  } catch {
    return null;
  }
}

export const globalId = (type: string, number: Json) => btoa(`${type}:${String(number)}`);
