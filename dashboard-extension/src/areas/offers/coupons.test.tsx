import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "~/testing/render";
import { CouponList } from "./CouponList";
import { CouponPage } from "./CouponPage";

const connection = (rows: readonly object[]) => ({
  totalCount: rows.length,
  pageInfo: { hasNextPage: false, endCursor: null },
  edges: rows.map((node) => ({ node })),
});
const money = { type: "object", additionalProperties: { type: "string" }, default: {} };
const terms = {
  oneOf: [{ $ref: "#/$defs/Percentage" }, { $ref: "#/$defs/Fixed" }],
  $defs: {
    Percentage: {
      type: "object",
      required: ["kind", "valid_days", "percentage"],
      properties: {
        kind: { const: "percentage", type: "string" },
        percentage: { anyOf: [{ type: "number" }, { type: "string" }] },
        valid_days: { type: "integer", minimum: 1 },
        minimum_spend: money,
      },
    },
    Fixed: {
      type: "object",
      required: ["kind", "valid_days", "amounts"],
      properties: {
        kind: { const: "fixed", type: "string" },
        valid_days: { type: "integer" },
        amounts: money,
      },
    },
  },
};
const usage = {
  issued: 40,
  open: 20,
  redeemed: 10,
  revoked: 2,
  expired: 8,
  leftCount: 60,
  revenue: [{ amount: 900, currency: "EUR" }],
  discounts: [{ amount: 90, currency: "EUR" }],
  leftAmounts: [],
};
const coupon = {
  id: "P1",
  slug: "ten",
  name: "Ten off",
  kind: "PERCENTAGE",
  isPaused: false,
  versionNumber: 2,
  definition: JSON.stringify({ kind: "percentage", percentage: "10.000", valid_days: 30 }),
  revision: "r1",
  usedBy: ["Journey “Cart”"],
  createdAt: "2026-11-01T10:00:00Z",
  updatedAt: "2026-11-01T10:00:00Z",
  usage,
};
const code = {
  id: "K1",
  code: "TEN-ABCD",
  state: "OPEN",
  versionNumber: 2,
  issuedAt: "2026-11-20T10:00:00Z",
  expiresOn: "2026-12-20",
  redeemedAt: null,
  orderId: null,
  discount: null,
  contact: { id: "C1", email: "ada@example.com" },
};
const shop = {
  Coupon: { automationCoupon: coupon },
  CouponCodes: {
    automationCouponCodes: connection([code, { ...code, id: "K2", state: "REDEEMED", code: "TEN-EFGH" }]),
  },
  CouponTerms: { automationCouponSchema: JSON.stringify(terms) },
  OfferChannels: { channels: [{ slug: "default", name: "Default", currencyCode: "EUR" }] },
};
const page = (answers: object = {}) =>
  show(<CouponPage />, { path: "/coupons/P1", route: "/coupons/:id", answers: { ...shop, ...answers } });

it("lists coupons with what they give and what became of them", async () => {
  show(<CouponList />, { answers: { Coupons: { automationCoupons: connection([coupon]) } } });
  expect(await screen.findByText("Percentage off: 10%")).toBeInTheDocument();
  expect(screen.getByText("10 (25%)")).toBeInTheDocument();
});

it("makes a coupon of the chosen kind, and shows a refusal at its field", async () => {
  const refusal = {
    field: "definition",
    place: "amounts",
    message: "Name at least one amount.",
    code: "INVALID",
  };
  let isFirst = true;
  const { asked, router } = show(<CouponList />, {
    path: "/coupons",
    route: "/coupons",
    answers: {
      ...shop,
      Coupons: { automationCoupons: connection([]) },
      CouponCreate: () => {
        const errors = isFirst ? [refusal] : [];
        isFirst = false;
        return { automationCouponCreate: { coupon: errors.length ? null : { id: "P9" }, errors } };
      },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Create coupon" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(await within(dialog).findByLabelText("Name *"), "Five");
  await userEvent.selectOptions(within(dialog).getByLabelText("Kind"), "Amount off");
  await userEvent.click(within(dialog).getByRole("button", { name: "Create" }));
  expect(await within(dialog).findByText("Name at least one amount.")).toBeInTheDocument();
  expect(within(dialog).queryByRole("alert")).not.toBeInTheDocument();
  await userEvent.type(await within(dialog).findByLabelText("EUR"), "5.00");
  await userEvent.click(within(dialog).getByRole("button", { name: "Create" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/coupons/P9"));
  const { input } = asked.at(-1)?.variables as { input: { definition: string } };
  expect(JSON.parse(input.definition)).toEqual({ kind: "fixed", valid_days: 30, amounts: { EUR: "5.00" } });
});

it("shows usage and terms, pauses, and says why a given coupon cannot be deleted", async () => {
  const message = "40 people have one; pause it instead.";
  const { asked } = page({
    CouponPause: { automationCouponPause: { coupon: { id: "P1" }, errors: [] } },
    CouponDelete: {
      automationCouponDelete: { slug: null, errors: [{ field: "id", message, code: "IN_USE" }] },
    },
  });
  expect(await screen.findByText("60 more may be given")).toBeInTheDocument();
  expect(screen.getByText("25% of those given")).toBeInTheDocument();
  expect(screen.getByText("Terms, version 2")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Pause" }));
  await waitFor(() => expect(asked.some(({ operation }) => operation === "CouponPause")).toBe(true));
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText(message)).toBeInTheDocument();
});

it("takes back a code nobody used", async () => {
  const { asked } = page({
    CouponCodeRevoke: { automationCouponCodeRevoke: { couponCode: { id: "K1" }, errors: [] } },
  });
  const buttons = await screen.findAllByRole("button", { name: "Take back" });
  expect(buttons).toHaveLength(1);
  await userEvent.click(buttons[0]!);
  const dialog = screen.getByRole("dialog");
  expect(dialog).toHaveTextContent("ada@example.com has it");
  await userEvent.click(within(dialog).getByRole("button", { name: "Take back" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "CouponCodeRevoke")?.variables).toEqual({ id: "K1" });
});

it("reads the file of codes in pieces and gives none when one is lost", async () => {
  const made = vi.fn<(blob: Blob) => string>(() => "blob:codes");
  Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() });
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  let isLost = true;
  page({
    CouponFile: ({ after }: { after?: string }) => {
      if (after && isLost) {
        isLost = false;
        throw new TypeError("Failed to fetch");
      }
      return {
        automationCouponCodesFile: {
          csv: after ? "b\n" : "code\na\n",
          count: 1,
          endCursor: after ? null : "1",
        },
      };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Save as a file" }));
  expect(await screen.findByText("The shop could not be reached")).toBeInTheDocument();
  expect(click).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(click).toHaveBeenCalledTimes(1));
  expect(made.mock.calls[0]![0].size).toBe("code\na\nb\n".length);
});

it("loads the terms somebody else saved meanwhile when told to", async () => {
  const stale = { field: "revision", message: "Somebody else has saved it.", code: "CONFLICT", place: null };
  let stored = coupon;
  page({
    Coupon: () => ({ automationCoupon: stored }),
    CouponUpdate: { automationCouponUpdate: { coupon: null, errors: [stale] } },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Change terms" }));
  const name = await screen.findByLabelText("Name *");
  await userEvent.type(name, " euros");
  stored = { ...coupon, name: "Theirs", revision: "r2" };
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await userEvent.click(await screen.findByRole("button", { name: "Load theirs" }));
  expect(name).toHaveValue("Theirs");
  expect(screen.queryByText("Somebody else has changed this meanwhile")).not.toBeInTheDocument();
});
