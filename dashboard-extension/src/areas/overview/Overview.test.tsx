import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
import { Overview } from "./Overview";

const nothing = {
  entered: 0,
  delivered: 0,
  opened: 0,
  clicked: 0,
  skipped: 0,
  ghosts: 0,
  orders: 0,
  revenue: [],
};
const day = (date: string, counts: object = {}) => ({ day: date, ...nothing, ...counts });
const journey = (name: string, status: string, stuck = 0) => ({
  node: { id: name, name, status, stuckCount: stuck },
});
const health = {
  isHealthy: true,
  problems: [],
  unknownMessages: 0,
  failedMessages: 0,
  troubledEnrollments: 0,
};
const euros = (amount: number) => ({ amount, currency: "EUR" });
const loss = (leftCarts: number) => ({
  carts: 480,
  leftCarts,
  leftShare: 0.7,
  leftValue: euros(6720),
  reachableCarts: 200,
  reachableValue: euros(4000),
  wonBack: [
    { name: "cautious", amount: euros(120) },
    { name: "usual", amount: euros(200) },
    { name: "best", amount: euros(480) },
  ],
});

function overview(changes: object = {}) {
  return {
    automationReports: {
      days: [day("2026-11-01", { delivered: 40 }), day("2026-11-02", { delivered: 60, clicked: 9 })],
      total: day("2026-11-01", { delivered: 100, clicked: 9, orders: 3, revenue: [euros(250)] }),
      previous: day("2026-10-30", { delivered: 80 }),
    },
    automationHealth: health,
    automationJourneys: { totalCount: 1, edges: [journey("Cart", "ACTIVE")] },
    ...changes,
  };
}

const recipe = (slug: string, journeys: string[] = []) => ({ slug, name: `Recipe ${slug}`, journeys });
const REACH: Record<string, object | null> = {
  drip: { people: 4, monthly: null, isExact: true },
  birthdays: { people: 0, monthly: 0, isExact: true },
  carts: { people: null, monthly: 1200, isExact: false },
  upsell: null,
};
const render = (
  answer = overview(),
  losses = [loss(336)],
  recipes = Object.keys(REACH).map((slug) => recipe(slug)),
) =>
  show(<Overview />, {
    answers: {
      Overview: answer,
      CartLoss: { automationCartLoss: losses },
      NextRecipes: { automationRecipes: recipes },
      RecipeReach: ({ slug }: Record<string, unknown>) => ({
        automationRecipe: { slug, matchCount: REACH[String(slug)] },
      }),
    },
  });

it("shows the sums of the period compared with the days before, and what is chosen of them day by day", async () => {
  render();
  expect(await screen.findByText("+25% to the days before")).toBeInTheDocument();
  expect(screen.getByText("€250.00")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Mails clicked" }));
  const rows = within(screen.getByRole("table", { name: "Mails clicked" })).getAllByRole("row");
  expect(rows.map((row) => row.textContent)).toEqual(["DayMails clicked", "Nov 1, 20260", "Nov 2, 20269"]);
});

it("asks for another period", async () => {
  const { asked } = render();
  await userEvent.click(await screen.findByRole("button", { name: "Last 7 days" }));
  await screen.findByText("+25% to the days before");
  const periods = asked
    .filter(({ operation }) => operation === "Overview")
    .map(({ variables }) => variables.days);
  expect(periods).toEqual([30, 7]);
});

it("names what stands still and leads there", async () => {
  const edges = [journey("Cart", "ACTIVE", 2), journey("Welcome", "PAUSED"), journey("Win-back", "DRAFT")];
  render(
    overview({
      automationJourneys: { totalCount: 3, edges },
      automationHealth: { ...health, failedMessages: 1 },
    }),
  );
  expect(await screen.findByText("One mail was refused for good by the mail server.")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "2 people are stuck in “Cart”." })).toHaveAttribute(
    "href",
    "/journeys/Cart",
  );
  expect(screen.getByRole("link", { name: /“Welcome” is paused/ })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: /“Win-back” is a draft/ })).toBeInTheDocument();
});

it("tells of many drafts together", async () => {
  const edges = ["A", "B", "C"].map((name) => journey(name, "DRAFT"));
  render(overview({ automationJourneys: { totalCount: 3, edges } }));
  const link = await screen.findByRole("link", {
    name: "3 journeys are drafts: nobody enters before they are published.",
  });
  expect(link).toHaveAttribute("href", "/journeys");
});

it("says that all is well, and where to begin in a new shop", async () => {
  const { unmount } = render();
  expect(await screen.findByText("All is well: nothing waits for you.")).toBeInTheDocument();
  unmount();
  render(overview({ automationJourneys: { totalCount: 0, edges: [] } }), []);
  expect(await screen.findByRole("link", { name: "Choose a recipe" })).toHaveAttribute("href", "/recipes");
  expect(await screen.findByText(/No cart was begun in these days/)).toBeInTheDocument();
});

it("values carts left behind, and by other figures when asked", async () => {
  const { asked } = render();
  expect(await screen.findByText("336 carts (70%) left behind, worth €6,720.00.")).toBeInTheDocument();
  expect(screen.getByText("about €200.00 (€120.00 to €480.00)")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Use other figures" }));
  const visitors = await screen.findByLabelText("Visitors in a month");
  await userEvent.type(visitors, "0");
  await screen.findByText("336 carts (70%) left behind, worth €6,720.00.");
  expect(asked.at(-1)?.variables.figures).toMatchObject({ visitors: 60000, currency: "EUR" });
});

it("values carts of several currencies side by side, and adds up only what can be added", async () => {
  const inDollars = JSON.parse(JSON.stringify(loss(64)).replaceAll("EUR", "USD")) as ReturnType<typeof loss>;
  render(overview(), [loss(336), inDollars]);
  expect(
    await screen.findByText("400 carts (41.7%) left behind, in several currencies."),
  ).toBeInTheDocument();
  const rows = within(screen.getByRole("table", { name: "Carts left behind" })).getAllByRole("row");
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    "CurrencyLeft behindWith an e-mail addressMails may win back",
    "EUR€6,720.00336 carts€4,000.00200 carts€200.00€120.00 to €480.00",
    "USD$6,720.0064 carts$4,000.00200 carts$200.00$120.00 to $480.00",
  ]);
});

it("names the recipes that would reach most, says why, and leaves out those that are used or reach nobody", async () => {
  const { asked } = render(
    overview(),
    [],
    [...Object.keys(REACH).map((slug) => recipe(slug)), recipe("used", ["used"])],
  );
  const first = await screen.findByRole("link", { name: "Recipe carts" });
  expect(first).toHaveAttribute("href", "/recipes/carts");
  const items = within(first.closest("ul")!).getAllByRole("listitem");
  expect(items.map(({ textContent }) => textContent)).toEqual([
    "Recipe cartsIt would have begun ~ 1,200 times in the last 30 days.",
    "Recipe drip4 customers match now.",
  ]);
  expect(asked.filter(({ variables }) => variables.slug === "used")).toEqual([]);
});

it("says so when every recipe is in use", async () => {
  render(overview(), [], [recipe("carts", ["carts"])]);
  expect(await screen.findByText(/Every recipe is in use/)).toBeInTheDocument();
});
