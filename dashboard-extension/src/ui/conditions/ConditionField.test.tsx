import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { Refusal, show } from "~/testing/render";
import { pickThing } from "~/testing/things";
import type { Json } from "../schema/jsonSchema";
import { ConditionField } from "./ConditionField";

const operators = (...keys: string[]) => keys.map((key) => ({ key, label: key }));
const parameter = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  label: name,
  isRequired: false,
  source: "",
  choices: [],
  ...more,
});
const fact = (key: string, type: string, group: string, label: string, more: object = {}) => ({
  key,
  type,
  group,
  label,
  source: "",
  operators: operators("gte", "lt"),
  choices: [],
  parameters: [],
  ...more,
});
const days = parameter("within_days", "days");
const FACTS = {
  automationFacts: [
    fact("orders_count", "number", "orders", "Number of orders", { parameters: [days] }),
    fact("spent", "money", "orders", "Money spent", {
      operators: operators("gt", "gte"),
      parameters: [parameter("currency", "currency", { isRequired: true, source: "currency" }), days],
    }),
    fact("bought_product", "items", "items", "Bought the product", {
      source: "product",
      operators: operators("has", "has_not"),
    }),
    fact("country", "text", "person", "Country", { source: "country", operators: operators("eq", "in") }),
    fact("tag", "membership", "marks", "Tag", { source: "tag", operators: operators("has", "has_not") }),
    fact("field", "field", "marks", "Custom field", {
      operators: operators("eq", "contains", "has", "older_than", "is_set", "is_not_set"),
      parameters: [parameter("name", "text", { isRequired: true, source: "field" })],
    }),
  ],
  automationTiers: [],
};
const PLACES = {
  channels: [
    { id: "C1", slug: "eu", name: "Europe", currencyCode: "EUR" },
    { id: "C2", slug: "us", name: "America", currencyCode: "USD" },
  ],
  shop: { id: "S", countries: [{ code: "IT", country: "Italy" }] },
};
const page = (...rows: readonly (readonly [string, string])[]) => ({
  found: {
    totalCount: rows.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: rows.map(([value, label]) => ({ node: { id: value, value, label } })),
  },
});
const words = ({ condition }: Record<string, unknown>) => ({
  automationSegmentPreview: {
    count: 12,
    isExact: true,
    totalCount: 40,
    description: `says ${String(condition)}`,
    errors: [],
  },
});
const ORDERS = { fact: "orders_count", op: "gte", value: 2 };

function Editor({ start }: { start: Json | null }) {
  const [value, setValue] = useState<Json | null | undefined>(start);
  return (
    <>
      <ConditionField label="Who" value={value} onChange={setValue} />
      <output>{JSON.stringify(value ?? null)}</output>
    </>
  );
}
const result = (container: HTMLElement) =>
  JSON.parse(container.querySelector("output")!.textContent!) as Json;

function render(start: Json | null, answers: object = {}) {
  return show(<Editor start={start} />, {
    answers: { ConditionFacts: FACTS, ConditionPlaces: PLACES, ConditionPreview: words, ...answers },
  });
}

it("builds a condition from nothing with the keyboard alone", async () => {
  // Arrange
  const user = userEvent.setup();
  const { container } = render(null);

  // Act: search for a fact, take it with Enter, and type the number where the focus is
  await user.click(await screen.findByRole("button", { name: "Add condition" }));
  await user.keyboard("number of{Enter}");
  const asked = await screen.findByRole("group", { name: "Number of orders" });
  await waitFor(() => expect(within(asked).getByLabelText("Comparison")).toHaveFocus());
  await user.tab();
  await user.keyboard("{Control>}a{/Control}5");

  // Assert
  expect(result(container)).toEqual({ fact: "orders_count", op: "gte", value: 5 });
  expect(await screen.findByText(/says .*"value":5/)).toHaveTextContent("12 people now");
});

it("nests groups, says how they are joined, and takes a group away with its last question", async () => {
  const user = userEvent.setup();
  const { container } = render({ all: [ORDERS, { fact: "tag", op: "has", value: "vip" }] });

  await user.click(await screen.findByRole("button", { name: "Add group" }));
  await user.click(await screen.findByRole("button", { name: "Custom field" }));
  const group = await screen.findByRole("group", { name: "Who, 3" });
  await user.selectOptions(within(group).getByLabelText("What must hold"), "none");
  await user.selectOptions(screen.getAllByLabelText("What must hold")[0]!, "any");

  expect(result(container)).toEqual({
    any: [ORDERS, { fact: "tag", op: "has", value: "vip" }, { not: { fact: "field", op: "eq" } }],
  });
  expect(screen.getAllByText("or")).toHaveLength(2);

  await user.click(within(group).getByRole("button", { name: "Remove: Custom field" }));
  await user.click(screen.getByRole("button", { name: "Remove: Tag" }));
  expect(result(container)).toEqual({ any: [ORDERS] });
  await user.click(screen.getByRole("button", { name: "Remove: Number of orders" }));
  expect(result(container)).toBeNull();
  expect(screen.getByText(/holds for everybody/)).toBeInTheDocument();
});

it.each<[string, Json]>([
  ["a fact of a newer shop", { fact: "moon_phase", op: "eq", value: "full" }],
  ["an operator of a newer shop", { fact: "orders_count", op: "between", value: [1, 2] }],
  ["a part we do not know", { ...ORDERS, rounded: true }],
  ["another shape", { most: [ORDERS] }],
])("shows %s as it is written, and never loses it", async (_what, strange) => {
  const user = userEvent.setup();
  const { container } = render({ all: [ORDERS, strange] });

  const shown = await screen.findByRole("group", { name: "A condition this page does not know" });
  expect(JSON.parse(shown.querySelector("pre")!.textContent!)).toEqual(strange);
  await user.selectOptions(screen.getByLabelText("What must hold"), "any");
  expect(result(container)).toEqual({ any: [ORDERS, strange] });
});

it("adds and leaves out what may be asked beside the value", async () => {
  const user = userEvent.setup();
  const { container } = render(ORDERS);

  await user.click(await screen.findByRole("button", { name: "within_days" }));
  await user.type(screen.getByLabelText("within_days"), "90");
  expect(result(container)).toEqual({ ...ORDERS, within_days: 90 });

  await user.click(screen.getByRole("button", { name: "Leave out: within_days" }));
  expect(result(container)).toEqual(ORDERS);
});

it("says what is missing, and does not ask the shop before it is there", async () => {
  const user = userEvent.setup();
  const { container, asked } = render({ fact: "spent", op: "gt" });

  expect(await screen.findAllByText("Still missing.")).toHaveLength(2);
  await user.selectOptions(screen.getByLabelText("currency *"), "EUR");
  await user.type(screen.getByLabelText("Value *"), "100");

  await screen.findByText(/says/);
  expect(result(container)).toEqual({ fact: "spent", op: "gt", currency: "EUR", value: 100 });
  const previews = asked.filter(({ operation }) => operation === "ConditionPreview");
  expect(previews).toHaveLength(1);
});

it("searches products page by page, keeps their numbers, and names those chosen before", async () => {
  // Arrange
  const user = userEvent.setup();
  const id = (number: number) => btoa(`Product:${number}`);
  const pages = ({ ids, search, after }: Record<string, unknown>) => {
    if (ids) return page([id(7), "Blue mug"]);
    if (search) return page([id(12), "Red lamp"]);
    const first = page([id(7), "Blue mug"], [id(8), "Green mug"]);
    if (!after) return { found: { ...first.found, pageInfo: { hasNextPage: true, endCursor: "x" } } };
    return page([id(9), "Last mug"]);
  };
  const { container } = render({ fact: "bought_product", op: "has", value: [7] }, { ThingProducts: pages });

  // Act
  expect(await screen.findByRole("button", { name: "Take away: Blue mug" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Choose …" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Bought the product" }));
  expect(await dialog.findByRole("checkbox", { name: "Blue mug" })).toBeChecked();
  await user.click(dialog.getByRole("button", { name: "Show more" }));
  await user.click(await dialog.findByRole("checkbox", { name: "Last mug" }));
  await user.type(dialog.getByRole("searchbox"), "lamp{Enter}");
  await user.click(await dialog.findByRole("checkbox", { name: "Red lamp" }));
  await user.click(dialog.getByRole("button", { name: "Take 3" }));

  // Assert
  expect(result(container)).toEqual({ fact: "bought_product", op: "has", value: [7, 9, 12] });
  expect(screen.getByRole("button", { name: "Take away: Red lamp" })).toBeInTheDocument();
});

it("asks a custom field as its type allows", async () => {
  const user = userEvent.setup();
  const { container } = render(
    { fact: "field", op: "eq", name: "size", value: "XL" },
    {
      ThingFields: ({ slugs }: Record<string, unknown>) =>
        slugs ? page(["size", "Size"]) : page(["birthday", "Birthday"]),
      ConditionField: ({ slug }: Record<string, unknown>) => ({
        one:
          slug === "size"
            ? { id: "F1", type: "CHOICE", choices: [{ value: "XL", label: "Extra large" }] }
            : { id: "F2", type: "DATE", choices: [] },
      }),
    },
  );

  expect(await screen.findByRole("option", { name: "Extra large" })).toBeInTheDocument();
  expect(screen.queryByRole("option", { name: "older_than" })).toBeNull();
  await pickThing(/ Size$/, "Birthday");
  expect(result(container)).toEqual({ fact: "field", op: "is_set", name: "birthday" });

  await user.selectOptions(await screen.findByLabelText("Comparison"), "older_than");
  await user.type(screen.getByLabelText("Days *"), "30");
  expect(result(container)).toEqual({ fact: "field", op: "older_than", name: "birthday", value: 30 });
});

it("turns one value into a list of them and back", async () => {
  const user = userEvent.setup();
  const { container } = render({ fact: "country", op: "eq", value: "IT" });

  await user.selectOptions(await screen.findByLabelText("Comparison"), "in");
  expect(result(container)).toEqual({ fact: "country", op: "in", value: ["IT"] });
  await user.selectOptions(screen.getByLabelText("Comparison"), "eq");
  expect(result(container)).toEqual({ fact: "country", op: "eq", value: "IT" });
});

it("shows what the shop refuses, and that it could not be reached", async () => {
  const refused = {
    automationSegmentPreview: {
      count: null,
      isExact: null,
      totalCount: null,
      description: null,
      errors: [
        { field: "condition", message: "There is no tag 'x'; create it.", code: "INVALID", place: "tag" },
      ],
    },
  };
  render({ fact: "tag", op: "has", value: "x" }, { ConditionPreview: refused });
  expect(await screen.findByText("There is no tag 'x'; create it.")).toBeInTheDocument();

  render(ORDERS, { ConditionFacts: new Refusal("no", "PermissionDenied") });
  expect(await screen.findByRole("alert")).toHaveTextContent("You may not do this");
});
