import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
import { foundThings, pickThing } from "~/testing/things";
import { Gallery } from "./Gallery";
import { RecipePage } from "./RecipePage";

const steps = [
  { journey: "welcome", id: "hello", kind: "send", label: "First mail" },
  { journey: "welcome", id: "pause", kind: "wait", label: "Wait" },
];
const parameter = (name: string, type: string, changes: object = {}) => ({
  name,
  type,
  value: null,
  isAsked: false,
  isOptional: false,
  minimum: null,
  maximum: null,
  choices: [],
  label: name,
  help: null,
  ...changes,
});
const recipe = {
  slug: "welcome",
  area: "SEGMENTS",
  moment: "ACQUISITION",
  needs: ["ACCOUNTS"],
  name: "Welcome",
  summary: "Three mails.",
  asks: [{ name: "list" }],
  steps,
  parameters: [
    parameter("list", "LIST", { isAsked: true }),
    parameter("pause", "DURATION", { value: '"2 days"' }),
    parameter("percent", "PERCENT", { value: "10" }),
  ],
};
const render = (imported?: unknown, shown: object = recipe, answers: object = {}) =>
  show(<RecipePage />, {
    path: "/recipes/welcome",
    route: "/recipes/:slug",
    answers: {
      Recipe: { automationRecipe: shown },
      ThingLists: foundThings(["newsletter", "Newsletter"]),
      RecipeMatch: { automationRecipe: { matchCount: { people: 1204, monthly: null, isExact: true } } },
      RecipeImport: imported,
      ...answers,
    },
  });

it("shows recipes by area, and which are at work already", async () => {
  const used = {
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: [{ node: { id: "J1", recipe: "welcome", status: "ACTIVE" } }],
  };
  show(<Gallery />, {
    answers: { Recipes: { automationRecipes: [recipe] }, RecipeJourneys: { automationJourneys: used } },
  });
  const area = await screen.findByRole("region", { name: "Groups of customers" });
  expect(within(area).getByRole("link", { name: "Welcome" })).toHaveAttribute("href", "/recipes/welcome");
  expect(await within(area).findByText("active here")).toBeInTheDocument();
  expect(within(area).getByText("asks for one thing")).toBeInTheDocument();
  expect(within(area).getByText("First mail")).toBeInTheDocument();
});

it("asks for what is missing, says how many match, and leads to the draft", async () => {
  const { asked, router } = render({ automationRecipeImport: { journey: { id: "J7" }, errors: [] } });
  const button = await screen.findByRole("button", { name: "Make a draft of it" });
  expect(button).toBeDisabled();
  await pickThing("list * Choose …", "Newsletter");
  expect(await screen.findByText("1,204 customers match now")).toBeInTheDocument();
  await userEvent.click(button);
  await waitFor(() => expect(router.state.location.pathname).toBe("/journeys/J7"));
  const saved = asked.find(({ operation }) => operation === "RecipeImport");
  expect(JSON.parse((saved?.variables.input as { parameters: string }).parameters)).toEqual({
    list: "newsletter",
  });
});

it("shows a refusal at the parameter it is about", async () => {
  const error = {
    field: "parameters",
    message: "It is too long.",
    code: "INVALID_DEFINITION",
    place: "pause",
  };
  render({ automationRecipeImport: { journey: null, errors: [error] } });
  await pickThing("list * Choose …", "Newsletter");
  await userEvent.click(screen.getByRole("button", { name: "Make a draft of it" }));
  expect(await screen.findByText("It is too long.")).toBeInTheDocument();
});

it("offers the shop's own products and collections, and sends their numbers", async () => {
  const accessories = {
    ...recipe,
    parameters: [
      parameter("product", "PRODUCT", { isAsked: true }),
      parameter("accessories", "COLLECTION", { isAsked: true }),
    ],
  };
  const { asked } = render({ automationRecipeImport: { journey: { id: "J7" }, errors: [] } }, accessories, {
    ThingProducts: ({ search }: Record<string, unknown>) =>
      foundThings(search === "lamp" ? [btoa("Product:12"), "Red lamp"] : [btoa("Product:7"), "Blue mug"]),
    ThingCollections: foundThings([btoa("Collection:3"), "Bulbs"]),
  });
  await userEvent.click(await screen.findByRole("button", { name: "product * Choose …" }));
  await userEvent.type(await screen.findByRole("searchbox", { name: "Search by name" }), "lamp{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Red lamp" }));
  await pickThing("accessories * Choose …", "Bulbs");
  expect(screen.getByRole("button", { name: "product * Red lamp" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Make a draft of it" }));
  const sent = () => asked.find(({ operation }) => operation === "RecipeImport")?.variables.input;
  await waitFor(() => expect(sent()).toBeDefined());
  expect(JSON.parse((sent() as { parameters: string }).parameters)).toEqual({ product: 12, accessories: 3 });
});
