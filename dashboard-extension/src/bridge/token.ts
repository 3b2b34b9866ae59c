import { bridge } from "./bridge";

/** The Dashboard renews tokens of pages and widgets half a minute before their end; popups are left to us. */
const RENEW_BEFORE_SECONDS = 20;
const QUERY = "query AutomationToken($id: ID!) { app(id: $id) { accessToken } }";

let renewed: string | undefined;

interface Claims {
  exp?: number;
  permissions?: string[];
}

function claimsOf(token: string | undefined): Claims {
  try {
    const payload = token?.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/");
    return payload ? (JSON.parse(atob(payload)) as Claims) : {};
  } catch {
    return {};
  }
}

/** Return when a token ends, in seconds since 1970; 0 for something that is no token. */
export const endOf = (token: string | undefined): number => Number(claimsOf(token).exp ?? 0);

/** Return what its holder may do here: what both the person and this app are allowed. */
export const permissionsOf = (token: string | undefined): readonly string[] =>
  claimsOf(token).permissions ?? [];

/** Return the token that is good for longest. Never keep it: ask at every request. */
export function currentToken(): string {
  const given = bridge.getState().token;
  return (endOf(renewed) > endOf(given) ? renewed : given) ?? "";
}

/** Ask the shop for a new token with the one that still works; the new one may do no more than the old. */
export async function renewToken(fetcher: typeof fetch = fetch): Promise<boolean> {
  const { saleorApiUrl, id } = bridge.getState();
  const response = await fetcher(saleorApiUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Authorization-Bearer": currentToken() },
    body: JSON.stringify({ query: QUERY, variables: { id } }),
  });
  const answer = (await response.json()) as { data?: { app?: { accessToken?: string | null } | null } };
  const token = answer.data?.app?.accessToken;
  if (!token) return false;
  renewed = token;
  return true;
}

/** Look every ten seconds whether a token is about to end without anybody having renewed it; returns the end. */
export function keepTokenFresh(now: () => number = () => Date.now() / 1000): () => void {
  let isAsking = false;
  const timer = window.setInterval(() => {
    const end = endOf(currentToken());
    const left = end - now();
    if (isAsking || end === 0 || left > RENEW_BEFORE_SECONDS || left <= 0) return;
    isAsking = true;
    renewToken()
      // A failure is tried again by the next look; what fails for good is shown where somebody asks for something.
      .catch(() => false)
      .finally(() => (isAsking = false));
  }, 10_000);
  return () => window.clearInterval(timer);
}

/** Forget the token renewed here; for tests. */
export function forgetToken(): void {
  renewed = undefined;
}
