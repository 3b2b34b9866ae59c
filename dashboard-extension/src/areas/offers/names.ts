export const listPath = (id: string) => `/product-lists/${encodeURIComponent(id)}`;
export const couponPath = (id: string) => `/coupons/${encodeURIComponent(id)}`;

export function nodes<Row>(connection: { edges: readonly { node: Row }[] } | null | undefined): Row[] {
  return connection?.edges.map(({ node }) => node) ?? [];
}
