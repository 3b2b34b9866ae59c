import { useRead } from "~/api/useRead";
import { ConditionFieldDocument } from "./gql/graphql";
import type { KnownField } from "./question";

/** What a custom field holds, which decides how it can be asked; null while it is not known, or if there is none. */
export function useCustomField(slug: string): KnownField | null {
  const { data } = useRead(ConditionFieldDocument, { slug }, { pause: !slug, isLasting: true });
  return slug ? (data?.one ?? null) : null;
}
