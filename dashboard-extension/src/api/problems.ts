import type { CombinedError } from "urql";

/** Why an answer did not come. Each kind has a sentence for what happened and one for what to do (i18n problem.*). */
export type ProblemKind =
  "network" | "session" | "permission" | "cost" | "tooLarge" | "unavailable" | "outdated" | "server";

export interface Problem {
  kind: ProblemKind;
  /** The shop's own words, for whoever has to look into it. */
  detail: string;
}

const KINDS_OF_CODES: Record<string, ProblemKind> = {
  ExpiredSignatureError: "session",
  InvalidTokenError: "session",
  InvalidSignatureError: "session",
  DecodeError: "session",
  PermissionDenied: "permission",
  QueryCostError: "cost",
};

/** A field our bundle asks for and the shop does not have: the plugin was upgraded or rolled back below us. */
const UNKNOWN_FIELD =
  /^(Cannot query field|Unknown (argument|type|fragment)|Field ".*" argument|Variable "\$)/;

export function problemOf(error: CombinedError | undefined): Problem | null {
  if (!error) return null;
  if (error.networkError) {
    const status = (error.response as Response | undefined)?.status ?? 0;
    // Said by the server before the shop, which never saw the file.
    if (status === 413) return { kind: "tooLarge", detail: error.networkError.message };
    return { kind: status >= 500 ? "unavailable" : "network", detail: error.networkError.message };
  }
  const first = error.graphQLErrors[0];
  const detail = error.graphQLErrors.map((each) => each.message).join("\n");
  const code = (first?.extensions as { exception?: { code?: string } } | undefined)?.exception?.code ?? "";
  const known = KINDS_OF_CODES[code];
  if (known) return { kind: known, detail };
  return { kind: UNKNOWN_FIELD.test(first?.message ?? "") ? "outdated" : "server", detail };
}
