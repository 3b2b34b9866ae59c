import { CombinedError } from "urql";
import { expect, it } from "vitest";
import { problemOf } from "./problems";

const graphql = (message: string, code: string) =>
  new CombinedError({ graphQLErrors: [{ message, extensions: { exception: { code } } }] });

it.each([
  ["nothing", undefined, null],
  ["a lost connection", new CombinedError({ networkError: new TypeError("Failed to fetch") }), "network"],
  [
    "a server that is restarting",
    new CombinedError({ networkError: new Error("Bad Gateway"), response: { status: 502 } }),
    "unavailable",
  ],
  ["an old token", graphql("Signature has expired", "ExpiredSignatureError"), "session"],
  ["a missing permission", graphql("You need MANAGE_AUTOMATION", "PermissionDenied"), "permission"],
  ["too large a question", graphql("The query exceeds the maximum cost", "QueryCostError"), "cost"],
  [
    "a field of another version",
    graphql('Cannot query field "x" on type "Query".', "GraphQLError"),
    "outdated",
  ],
  ["anything else", graphql("Internal Server Error", "Exception"), "server"],
])("names %s", (_what, error, kind) => {
  expect(problemOf(error)?.kind ?? null).toBe(kind);
});
