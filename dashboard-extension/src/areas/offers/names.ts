export const listPath = (id: string) => `/product-lists/${encodeURIComponent(id)}`;
export const couponPath = (id: string) => `/coupons/${encodeURIComponent(id)}`;

/** 3 → "Q2F0ZWdvcnk6Mw==": definitions hold the shop's numbers, its API global ids. */
export const globalId = (type: string, number: number) => btoa(`${type}:${number}`);

export const numberOf = (id: string) => Number(atob(id).split(":")[1]);

export function nodes<Row>(connection: { edges: readonly { node: Row }[] } | null | undefined): Row[] {
  return connection?.edges.map(({ node }) => node) ?? [];
}
