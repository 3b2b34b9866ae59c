import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

/** What a picker finds, as value and name; the shop's answer to any of the `Thing…` operations. */
export const foundThings = (...things: readonly (readonly [value: string, label: string])[]) => ({
  found: {
    totalCount: things.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: things.map(([value, label]) => ({ node: { id: `id of ${value}`, value, label } })),
  },
});

/** Open the picker of a field, which is named by its label and what is chosen now, and choose one by its name. */
export async function pickThing(field: string | RegExp, name: string): Promise<void> {
  await userEvent.click(await screen.findByRole("button", { name: field }));
  await userEvent.click(await screen.findByRole("button", { name }));
}
