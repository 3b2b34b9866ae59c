// The shop's GraphQL API.
import { session } from "./session.js";

export class ApiError extends Error {}

/** Run an operation and return its data. Throws ApiError with a sentence for the customer. */
export async function ask(query, variables = {}) {
  const token = session.token;
  const response = await fetch("/graphql/", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  if (answer.errors) {
    const expired = answer.errors.some((error) => /Signature(Expired| has expired)|InvalidToken/i.test(JSON.stringify(error)));
    if (expired && token && (await renewToken())) return ask(query, variables);
    throw new ApiError(answer.errors[0].message);
  }
  return answer.data;
}

/** Run a mutation with one payload and return it. Throws ApiError with the first of its errors. */
export async function change(query, variables) {
  const [payload] = Object.values(await ask(query, variables));
  if (payload.errors?.length) throw new ApiError(payload.errors[0].message ?? payload.errors[0].code);
  return payload;
}

export async function signIn(email, password) {
  const query = `mutation ($email: String!, $password: String!) {
    tokenCreate(email: $email, password: $password) { token refreshToken errors { message code } } }`;
  const { token, refreshToken } = await change(query, { email, password });
  session.signedIn(email, token, refreshToken);
}

async function renewToken() {
  const refreshToken = session.refreshToken;
  session.signedOut();
  if (!refreshToken) return false;
  const query = "mutation ($token: String!) { tokenRefresh(refreshToken: $token) { token errors { code } } }";
  const { tokenRefresh } = await ask(query, { token: refreshToken });
  if (!tokenRefresh?.token) return false;
  session.signedIn(session.email, tokenRefresh.token, refreshToken);
  return true;
}

let mutations;

/** Tell whether the shop's schema has a mutation: without the plugin the storefront works as well. */
export async function offers(name) {
  mutations ??= ask("{ __type(name: \"Mutation\") { fields { name } } }")
    .then((data) => new Set(data.__type.fields.map((field) => field.name)));
  return (await mutations).has(name);
}

/** Return a Saleor ID for a row's key: links in mails carry the plain UUID of a checkout. */
export const globalId = (type, key) => (/^[0-9a-f-]{36}$/i.test(key) ? btoa(`${type}:${key}`) : key);
