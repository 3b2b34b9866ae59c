import type { AutomationAudienceInput, AutomationContactFilterInput } from "./gql/graphql";
import type { ConsentState } from "./ConsentTag";

export interface Filters {
  search: string;
  consent: string;
  tag: string;
  list: string;
  customer: string;
}
export const NO_FILTERS: Filters = { search: "", consent: "", tag: "", list: "", customer: "" };

const wordsIn = (search: string) => search.trim().split(/\s+/).filter(Boolean);

export function filterInput(filters: Filters): AutomationContactFilterInput {
  return {
    ...(filters.search.trim() && { search: filters.search.trim() }),
    ...(filters.consent && { consent: [filters.consent as ConsentState] }),
    ...(filters.tag && { tags: [filters.tag] }),
    ...(filters.list && { lists: [filters.list] }),
    ...(filters.customer && { isCustomer: filters.customer === "yes" }),
  };
}

/**
 * Return the condition that finds the people the filters of the list show: deeds for more people than can be named one
 * by one take a condition. A test on the shop's side holds the two together.
 */
export function conditionOf(filters: Filters): object {
  const questions: object[] = [
    ...wordsIn(filters.search).map((value) => ({
      any: [
        { fact: "email", op: "contains", value },
        { fact: "full_name", op: "contains", value },
      ],
    })),
    ...(filters.consent ? [{ fact: "consent", op: "in", value: [filters.consent.toLowerCase()] }] : []),
    ...(filters.tag ? [{ fact: "tag", op: "has", value: filters.tag }] : []),
    ...(filters.list ? [{ fact: "list", op: "has", value: filters.list }] : []),
    ...(filters.customer ? [ordered(filters.customer === "yes")] : []),
  ];
  // A condition asks at least one question, and every address has this sign.
  return questions.length ? { all: questions } : { fact: "email", op: "contains", value: "@" };
}

function ordered(hasOrdered: boolean): object {
  const question = { fact: "orders_count", op: "gte", value: 1 };
  return hasOrdered ? question : { not: question };
}

/** Whom a deed is for: some people that were ticked, or everybody the filters find. */
export type Whom = { ids: ReadonlySet<string> } | { filters: Filters; count: number };

export const countOf = (whom: Whom): number => ("ids" in whom ? whom.ids.size : whom.count);

export const audienceOf = (whom: Whom): AutomationAudienceInput =>
  "ids" in whom ? { contacts: [...whom.ids] } : { condition: JSON.stringify(conditionOf(whom.filters)) };
