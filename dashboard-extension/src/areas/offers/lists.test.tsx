import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "~/testing/render";
import { foundThings } from "~/testing/things";
import { ListPage } from "./ListPage";
import { ProductLists } from "./ProductLists";
import { QualityPage } from "./QualityPage";

const connection = (rows: readonly object[]) => ({
  totalCount: rows.length,
  pageInfo: { hasNextPage: false, endCursor: null },
  edges: rows.map((node) => ({ node })),
});
const source = (kind: string, properties: object = {}) => ({
  type: "object",
  properties: { kind: { const: kind, default: kind, type: "string" }, ...properties },
});
const either = {
  oneOf: [{ $ref: "#/$defs/Best" }, { $ref: "#/$defs/Manual" }],
  discriminator: { propertyName: "kind" },
};
const schema = {
  $defs: {
    Best: source("best_sellers", { window_days: { type: "integer", default: 30, minimum: 1 } }),
    Manual: source("manual", { products: { type: "array", items: { type: "integer" } } }),
  },
  type: "object",
  required: ["source"],
  properties: {
    source: either,
    fallbacks: { type: "array", items: either, default: [], title: "Fallbacks" },
    limit: { type: "integer", default: 4 },
  },
};
const definition = {
  source: { kind: "best_sellers" },
  fallbacks: [{ kind: "manual", products: [7] }],
  limit: 4,
};
const list = {
  id: "L1",
  slug: "best",
  name: "Best of all",
  definition: JSON.stringify(definition),
  revision: "r1",
  problems: [{ place: "filters", message: "Category 3 was deleted; choose another." }],
  usedBy: ["Mail “Welcome”"],
  updatedAt: "2026-11-01T10:00:00Z",
};
const preview = {
  products: [
    {
      productId: "UHJvZHVjdDox",
      name: "Tea",
      brand: "",
      imageUrl: null,
      price: { amount: 9.5, currency: "EUR" },
      oldPrice: null,
      unitsLeft: 3,
      source: "best_sellers",
      reason: "best_seller",
      count: 12,
    },
  ],
  dropped: [
    { productId: "UHJvZHVjdDoy", source: "best_sellers", reason: "sold_out" },
    { productId: "UHJvZHVjdDoz", source: "best_sellers", reason: "sold_out" },
  ],
  tries: [{ source: "best_sellers", named: 3, shown: 1, problem: "" }],
  reason: "",
  errors: [],
};
const shop = {
  ProductList: { automationProductList: list, automationProductListSchema: JSON.stringify(schema) },
  ProductListPreview: { automationProductListPreview: preview },
  OfferChannels: { channels: [{ slug: "default", name: "Default", currencyCode: "EUR" }] },
  OfferProductNames: ({ ids }: { ids?: string[] }) => ({
    products: connection((ids ?? []).map((id) => ({ id, name: `Product ${atob(id).split(":")[1]}` }))),
  }),
  ThingProducts: ({ ids }: { ids?: string[] }) =>
    foundThings([ids ? btoa("Product:7") : btoa("Product:9"), ids ? "Product 7" : "Coffee"]),
  ThingCategories: foundThings([btoa("Category:3"), "Teas"]),
  ThingCollections: foundThings(),
  OfferReaders: {
    automationContacts: connection([{ id: "C1", email: "ada@example.com", firstName: "Ada", lastName: "L" }]),
  },
};
const page = (answers: object = {}) =>
  show(<ListPage />, {
    path: "/product-lists/L1",
    route: "/product-lists/:id",
    answers: { ...shop, ...answers },
  });

it("shows what the rules give a stranger, why each product is there and why others are not", async () => {
  const { asked } = page();
  const shown = await screen.findByRole("list", { name: "Products shown" });
  expect(within(shown).getByText("Tea")).toBeInTheDocument();
  expect(shown).toHaveTextContent("Best seller, pieces sold (12)");
  expect(screen.getByText(/Category 3 was deleted/)).toBeInTheDocument();
  await userEvent.click(screen.getByText("2 products are left out"));
  expect(await screen.findByText(/: Product 2, Product 3/)).toHaveTextContent("Sold out (2)");
  const first = asked.find(({ operation }) => operation === "ProductListPreview");
  expect(first?.variables).toMatchObject({ channel: "default" });
  expect(JSON.parse(String(first?.variables.definition))).toEqual(definition);
});

it("shows it again for another person and for rules that are not saved yet", async () => {
  const { asked } = page();
  await userEvent.type(await screen.findByLabelText("For whom"), "ada");
  await userEvent.click(await screen.findByRole("button", { name: "Ada L ada@example.com" }));
  await waitFor(() => expect(asked.at(-1)?.variables).toMatchObject({ contact: "C1" }));
  await userEvent.type(screen.getByLabelText("At most"), "2");
  expect(screen.getByText("Not saved yet")).toBeInTheDocument();
  await waitFor(() =>
    expect(JSON.parse(String(asked.at(-1)?.variables.definition))).toMatchObject({ limit: 42 }),
  );
});

it("saves products found by name as the shop's numbers", async () => {
  const { asked } = page({
    ProductListUpdate: ({ input }: Record<string, unknown>) => ({
      automationProductListUpdate: {
        productList: { ...list, ...(input as object), revision: "r2" },
        errors: [],
      },
    }),
  });
  expect(await screen.findByText("Product 7")).toBeInTheDocument();
  const field = within(screen.getByRole("group", { name: "Products, in this order" }));
  await userEvent.click(field.getByRole("button", { name: "Choose …" }));
  await userEvent.type(await screen.findByRole("searchbox", { name: "Search by name" }), "cof{Enter}");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Coffee" }));
  await userEvent.click(screen.getByRole("button", { name: "Take 2" }));
  await userEvent.click(screen.getByRole("button", { name: "Take away: Product 7" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(asked.some(({ operation }) => operation === "ProductListUpdate")).toBe(true));
  const { input } = asked.find(({ operation }) => operation === "ProductListUpdate")!.variables as {
    input: { definition: string };
  };
  expect(JSON.parse(input.definition)).toEqual({
    ...definition,
    fallbacks: [{ kind: "manual", products: [9] }],
  });
});

it("calls a fallback what it calls a source", async () => {
  page();
  expect(await screen.findAllByRole("combobox", { name: "Where products come from" })).toHaveLength(2);
  expect(screen.getAllByRole("option", { name: "Manual selection" })).toHaveLength(2);
});

it("says why a list that a mail shows cannot be deleted", async () => {
  const message = "The mail “Welcome” shows it; take it out there first.";
  page({
    ProductListDelete: {
      automationProductListDelete: { slug: null, errors: [{ field: "id", message, code: "IN_USE" }] },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText(message)).toBeInTheDocument();
});

it("says what is wrong with rules that cannot be used", async () => {
  page({
    ProductListPreview: {
      automationProductListPreview: {
        ...preview,
        products: [],
        dropped: [],
        tries: [],
        errors: [{ place: "limit", message: "is too large." }],
      },
    },
  });
  expect(await screen.findByText("limit: is too large.")).toBeInTheDocument();
});

it("begins a new list with what fits a moment", async () => {
  const choices = [
    {
      name: "Best sellers",
      reason: "Most people buy them.",
      definition: '{"source":{"kind":"best_sellers"}}',
      isDefault: true,
    },
    {
      name: "Novelties",
      reason: "What is new.",
      definition: '{"source":{"kind":"novelties"}}',
      isDefault: false,
    },
  ];
  const { asked, router } = show(<ProductLists />, {
    path: "/product-lists",
    route: "/product-lists",
    answers: {
      ProductLists: { automationProductLists: connection([]) },
      ProductListPresets: {
        automationProductListPresets: [
          { slug: "acquisition", name: "Acquisition", description: "", choices },
        ],
      },
      ProductListCreate: { automationProductListCreate: { productList: { id: "L9" }, errors: [] } },
    },
  });
  expect(await screen.findByText("No product list yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Create product list" }));
  await userEvent.click(await screen.findByRole("radio", { name: /Novelties/ }));
  await userEvent.click(screen.getByRole("button", { name: "Create" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/product-lists/L9"));
  expect(asked.at(-1)?.variables).toEqual({
    input: { name: "Novelties", definition: '{"source":{"kind":"novelties"}}' },
  });
});

const report = {
  trainedAt: "2026-11-22T02:00:00Z",
  trainedUntil: "2026-11-21T20:00:00Z",
  ordersCount: 1200,
  linesCount: 3000,
  viewsCount: 0,
  peopleCount: 300,
  productsCount: 80,
  method: "ease",
  seconds: 1.4,
  isTraining: false,
  problem: null,
  heldOutDays: 14.2,
  heldOutOrdersCount: 90,
  tasks: [
    {
      task: "next_basket",
      results: [
        { method: "ours", hit: 0.3, ndcg: 0.21, coverage: 0.9, questions: 70 },
        { method: "best_sellers", hit: 0.2, ndcg: 0.1, coverage: 0.12, questions: 70 },
      ],
    },
  ],
};

it("compares cross-selling with the simple ways, and learns anew", async () => {
  let isTraining = false;
  const { asked } = show(<QualityPage />, {
    answers: {
      RecommendationReport: () => ({ automationRecommendationReport: { ...report, isTraining } }),
      RecommendationRetrain: () => {
        isTraining = true;
        return {
          automationRecommendationRetrain: {
            report: { trainedAt: report.trainedAt, isTraining },
            errors: [],
          },
        };
      },
    },
  });
  expect(await screen.findByText("1.5 times the best other")).toBeInTheDocument();
  const rows = within(screen.getByRole("table", { name: "What people buy next" })).getAllByRole("row");
  expect(rows[1]).toHaveTextContent("Cross-selling30%0.21090%");
  await userEvent.click(screen.getByRole("button", { name: "Learn now" }));
  expect(await screen.findByText("Learning …")).toBeInTheDocument();
  expect(asked.filter(({ operation }) => operation === "RecommendationRetrain")).toHaveLength(1);
});

it("says what to check when no worker begins to learn, and lets one try again", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  show(<QualityPage />, {
    answers: {
      RecommendationReport: { automationRecommendationReport: report },
      RecommendationRetrain: { automationRecommendationRetrain: { report, errors: [] } },
    },
  });
  await user.click(await screen.findByRole("button", { name: "Learn now" }));
  expect(await screen.findByText("Learning …")).toBeInTheDocument();

  await act(() => vi.advanceTimersByTimeAsync(91_000));

  expect(screen.getByRole("alert")).toHaveTextContent("No worker has begun this yet");
  expect(screen.queryByText("Learning …")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Learn now" })).toBeEnabled();
  vi.useRealTimers();
});

it("says why there are no results, and where they would come from", async () => {
  const { unmount } = show(<QualityPage />, {
    answers: {
      RecommendationReport: {
        automationRecommendationReport: {
          ...report,
          tasks: [],
          problem: "There are 20 orders; 50 are needed.",
        },
      },
    },
  });
  expect(await screen.findByText("There are 20 orders; 50 are needed.")).toBeInTheDocument();
  unmount();
  show(<QualityPage />, { answers: { RecommendationReport: { automationRecommendationReport: null } } });
  expect(await screen.findByText("Nothing was learned yet")).toBeInTheDocument();
});

it("keeps what was changed when somebody else saved first, and saves over it on purpose", async () => {
  const stale = { field: "revision", message: "Somebody else has saved it.", code: "CONFLICT", place: null };
  let stored = list;
  const { asked } = page({
    ProductList: () => ({
      automationProductList: stored,
      automationProductListSchema: JSON.stringify(schema),
    }),
    ProductListUpdate: ({ input }: Record<string, unknown>) => {
      const { name, revision } = input as { name: string; revision: string };
      if (revision !== stored.revision)
        return { automationProductListUpdate: { productList: null, errors: [stale] } };
      stored = { ...stored, name, revision: "r3" };
      return { automationProductListUpdate: { productList: stored, errors: [] } };
    },
  });
  const name = await screen.findByLabelText("Name *");
  await userEvent.type(name, " time");
  stored = { ...list, name: "Theirs", revision: "r2" };
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Theirs" })).toBeInTheDocument();
  expect(name).toHaveValue("Best of all time");
  await userEvent.click(screen.getByRole("button", { name: "Save mine over it" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Best of all time" })).toBeInTheDocument();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  const saves = asked.filter(({ operation }) => operation === "ProductListUpdate");
  expect(saves.map(({ variables }) => (variables.input as { revision: string }).revision)).toEqual([
    "r1",
    "r2",
  ]);
});
