// Who is signed in, and the shop's API asked as them.

const REFRESH = "dashboard.refreshToken";
let token = "";

export class ApiError extends Error {}

async function send(query, variables, bearer) {
  const response = await fetch("/graphql/", {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(bearer && { Authorization: `Bearer ${bearer}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** Run an operation as the person signed in; renews their token when it has expired. Throws ApiError. */
export async function ask(query, variables = {}) {
  if (!token) await renew();
  let answer = await send(query, variables, token);
  if (JSON.stringify(answer.errors ?? "").includes("ExpiredSignature")) {
    await renew();
    answer = await send(query, variables, token);
  }
  if (answer.errors) throw new ApiError(answer.errors[0].message);
  return answer.data;
}

export const isSignedIn = () => Boolean(localStorage.getItem(REFRESH));

export async function signIn(email, password) {
  const answer = await send(
    `mutation ($email: String!, $password: String!) {
      tokenCreate(email: $email, password: $password) { token refreshToken user { isStaff } errors { message } } }`,
    { email, password },
  );
  const { errors, user, ...tokens } = answer.data.tokenCreate;
  if (errors.length) throw new ApiError(errors[0].message);
  if (!user.isStaff) throw new ApiError("This account is no staff account.");
  token = tokens.token;
  localStorage.setItem(REFRESH, tokens.refreshToken);
}

export function signOut() {
  token = "";
  localStorage.removeItem(REFRESH);
}

async function renew() {
  const answer = await send(
    "mutation ($token: String!) { tokenRefresh(refreshToken: $token) { token errors { message } } }",
    { token: localStorage.getItem(REFRESH) ?? "" },
  );
  token = answer.data?.tokenRefresh?.token ?? "";
  if (!token) {
    signOut();
    throw new ApiError("Please sign in again.");
  }
}
