import { useMemo } from "react";
import { useRead } from "~/api/useRead";
import type { Json } from "../schema/jsonSchema";
import { ConditionFieldDocument, ConditionListDocument, ConditionProductsDocument } from "./gql/graphql";
import type { KnownField } from "./question";
import { globalId, numberOf, sourceOf } from "./things";

/** Names are asked for this many things; the others are shown by their number. */
const MOST_NAMES = 100;

/** Return what chosen things are called, by their value as text; what is gone from the shop is missing. */
export function useNames(sourceName: string, values: readonly Json[]): ReadonlyMap<string, string> {
  const source = sourceOf(sourceName);
  const slug = source?.one && typeof values[0] === "string" ? values[0] : "";
  const ids = source?.type ? values.slice(0, MOST_NAMES).map((value) => globalId(source.type!, value)) : [];
  const one = useRead(source?.one ?? ConditionListDocument, { slug }, { pause: !slug, isLasting: true });
  const many = useRead(
    source?.type ? source.search : ConditionProductsDocument,
    { first: MOST_NAMES, ids },
    { pause: !ids.length, isLasting: true },
  );
  const label = slug ? one.data?.one?.label : undefined;
  const found = ids.length ? many.data?.found : undefined;
  return useMemo(() => {
    const names = new Map<string, string>();
    if (slug && label) names.set(slug, label);
    for (const { node } of found?.edges ?? []) names.set(String(numberOf(node.value)), node.label);
    return names;
  }, [slug, label, found]);
}

/** What a custom field holds, which decides how it can be asked; null while it is not known, or if there is none. */
export function useCustomField(slug: string): KnownField | null {
  const { data } = useRead(ConditionFieldDocument, { slug }, { pause: !slug, isLasting: true });
  return slug ? (data?.one ?? null) : null;
}
