import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
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
const lists = { edges: [{ node: { slug: "newsletter", name: "Newsletter" } }] };
const render = (imported?: unknown) =>
  show(<RecipePage />, {
    path: "/recipes/welcome",
    route: "/recipes/:slug",
    answers: {
      Recipe: { automationRecipe: recipe, automationLists: lists, automationTags: { edges: [] } },
      RecipeMatch: { automationRecipe: { matchCount: { people: 1204, monthly: null, isExact: true } } },
      RecipeImport: imported,
    },
  });

it("shows recipes by area, and which are at work already", async () => {
  const used = { edges: [{ node: { id: "J1", recipe: "welcome", status: "ACTIVE" } }] };
  show(<Gallery />, { answers: { Recipes: { automationRecipes: [recipe], automationJourneys: used } } });
  const area = await screen.findByRole("region", { name: "Groups of customers" });
  expect(within(area).getByRole("link", { name: "Welcome" })).toHaveAttribute("href", "/recipes/welcome");
  expect(within(area).getByText("active here")).toBeInTheDocument();
  expect(within(area).getByText("asks for one thing")).toBeInTheDocument();
  expect(within(area).getByText("First mail")).toBeInTheDocument();
});

it("asks for what is missing, says how many match, and leads to the draft", async () => {
  const { asked, router } = render({ automationRecipeImport: { journey: { id: "J7" }, errors: [] } });
  const button = await screen.findByRole("button", { name: "Make a draft of it" });
  expect(button).toBeDisabled();
  await userEvent.selectOptions(screen.getByLabelText("list *"), "newsletter");
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
  await userEvent.selectOptions(await screen.findByLabelText("list *"), "newsletter");
  await userEvent.click(screen.getByRole("button", { name: "Make a draft of it" }));
  expect(await screen.findByText("It is too long.")).toBeInTheDocument();
});
