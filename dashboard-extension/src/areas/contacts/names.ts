import type { Text } from "~/text/useText";

interface Named {
  email: string;
  firstName: string;
  lastName: string;
}

/** What to call a person: their name, or their address if nobody told it. */
export function nameOf({ email, firstName, lastName }: Named): string {
  return `${firstName} ${lastName}`.trim() || email;
}

export const contactPath = (id: string) => `/contacts/${encodeURIComponent(id)}`;

export const nodes = <Node>(connection: { edges: readonly { node: Node }[] } | null | undefined): Node[] =>
  connection?.edges.map(({ node }) => node) ?? [];

/** Who or what changed something: "staff:12" is somebody of the shop, everything else is as people wrote it. */
export function sourceWords(source: string, t: Text): string {
  return source.startsWith("staff:") ? t("contacts.source.staff") : source.replaceAll("_", " ");
}

const ORIGINS = [
  "customer_created",
  "customer_updated",
  "order_placed",
  "checkout_abandoned",
  "import",
  "staff",
];

/** How somebody became known: a kind of event, or what brought them in. */
export function originWords(origin: string, t: Text): string {
  return ORIGINS.includes(origin) ? t(`contacts.origin.${origin}`) : origin.replaceAll("_", " ");
}
