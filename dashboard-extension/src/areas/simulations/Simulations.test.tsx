import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { show } from "~/testing/render";
import { forgetKept } from "~/ui/useKept";
import { SimulationList } from "./SimulationList";
import { SimulationPage } from "./SimulationPage";
import { StartPage } from "./StartPage";

const simulation = {
  id: "SIM1",
  journeySlug: "carts",
  journey: { id: "J1", name: "Cart reminder" },
  since: "2026-03-01T00:00:00Z",
  until: "2026-03-10T00:00:00Z",
  seed: 1,
  state: "DONE",
  percent: 100,
  stage: "",
  virtualNow: null,
  problem: "",
  createdAt: "2026-11-22T10:00:00Z",
  startedAt: null,
  finishedAt: null,
};
const step = (stepId: string, kind: string, label: string, more: object = {}) => ({
  stepId,
  kind,
  label,
  reached: 40,
  left: 38,
  inside: 2,
  bought: 4,
  boughtShare: 0.1,
  medianStaySeconds: 86_400,
  planned: 0,
  sent: 0,
  withheld: 0,
  notSent: 0,
  ...more,
});
const SUMMARY = {
  entered: 40,
  people: 38,
  heldOut: 4,
  inside: 2,
  planned: 38,
  sent: 30,
  peopleWrittenTo: 28,
  withheld: 3,
  notSent: 5,
  waiting: 1,
  stuck: 0,
};
const PATH = {
  contact: { id: "C1", email: "ada@example.com", firstName: "Ada", lastName: "Lovelace" },
  key: "",
  enteredAt: "2026-03-02T09:00:00Z",
  isHeldOut: false,
  finishedAt: "2026-03-04T09:00:00Z",
  finishReason: "ordered",
  decisions: [
    {
      stepId: "wait",
      label: "Wait a day",
      outcome: "advance",
      reason: "waited",
      facts: '{"until": "2026-03-03"}',
      at: "2026-03-03T09:00:00Z",
    },
  ],
  messages: [
    {
      stepId: "mail",
      template: "reminder",
      state: "skipped",
      reason: "no_consent",
      heldBy: "",
      plannedAt: "2026-03-03T09:00:00Z",
      at: "2026-03-03T09:00:00Z",
    },
  ],
  purchases: [{ at: "2026-03-04T08:59:00Z", total: { amount: 49.9, currency: "EUR" } }],
};
const REPORT = {
  holdoutPercent: 10,
  tickMinutes: 5,
  seconds: 2,
  summary: SUMMARY,
  days: [{ day: "2026-03-02", entered: 40, sent: 30 }],
  messages: [{ day: "2026-03-03", stepId: "mail", sent: 30 }],
  steps: [
    step("wait", "wait", "Wait a day"),
    step("mail", "send", "Reminder", { planned: 38, sent: 30, notSent: 5 }),
  ],
  reasons: [{ stepId: "mail", state: "skipped", reason: "no_consent", count: 5 }],
  holds: [{ reason: "frequency_cap", messages: 7, people: 6, sentLater: 5, expired: 2 }],
  endings: [{ reason: "ordered", isGoal: true, count: 12 }],
  bought: [
    { days: 1, runs: 40, bought: 2, share: 0.05 },
    { days: 90, runs: 0, bought: 0, share: 0 },
  ],
  coupons: [
    {
      policy: "ten",
      name: "Ten off",
      given: 8,
      ceilings: [{ amount: 80, currency: "EUR" }],
      basis: "10 EUR each",
    },
  ],
  limits: [
    { code: "no_lift", text: "No lift." },
    { code: "history_is_short", text: "The log begins at 2026-02-01." },
  ],
  samples: [PATH, { ...PATH, contact: null, isHeldOut: true, decisions: [], messages: [], purchases: [] }],
};
const report = (more: object = {}) => ({
  automationSimulation: { id: "SIM1", report: { ...REPORT, ...more } },
});

const open = (given: object = {}, answers: object = {}) =>
  show(<SimulationPage />, {
    path: "/simulations/SIM1",
    route: "/simulations/:id",
    answers: {
      SimulationProgress: { automationSimulation: { ...simulation, ...given } },
      SimulationReport: report(),
      ...answers,
    },
  });

beforeEach(forgetKept);

it("says in pictures and in tables what would have happened, and that it predicts no lift", async () => {
  open();

  expect(await screen.findByText("This does not predict lift")).toBeInTheDocument();
  const entered = screen.getByRole("figure", { name: "Entered, day by day" });
  expect(within(entered).getByRole("img")).toHaveAccessibleName("Entered, day by day: 40 in all");
  expect(within(entered).getByRole("row", { name: "Mar 2, 2026 40" })).toBeInTheDocument();
  expect(within(entered).getByRole("row", { name: "Mar 5, 2026 0" })).toBeInTheDocument();
  const mails = screen.getByRole("figure", { name: "Messages, by day and step" });
  expect(within(mails).getByRole("row", { name: "Mar 3, 2026 30" })).toBeInTheDocument();

  const item = (list: string) =>
    within(screen.getByRole("list", { name: list })).getAllByRole("listitem")[0]!;
  expect(item("Not sent, by reason")).toHaveTextContent(/has not agreed to be written to.*Reminder.*5/);
  expect(item("Caught by the sending rules")).toHaveTextContent(/6 people; 5 went later, 2 came too late.*7/);
  expect(item("Would have bought anyway")).toHaveTextContent(/within 1 day.*2 of 40.*5%/);
  expect(item("How it ended for people")).toHaveTextContent(/placed an order.*goal.*12/);
  expect(screen.getByText("€80.00")).toBeInTheDocument();
  expect(screen.getByText("The log begins at 2026-02-01.")).toBeInTheDocument();
  expect(
    within(screen.getByRole("table", { name: "Step by step" })).getByRole("row", {
      name: /Reminder 40 2 1 day 30 5 4 \(10%\)/,
    }),
  ).toBeInTheDocument();
});

it("shows a chart as a table when asked", async () => {
  const user = userEvent.setup();
  open();
  const entered = within(await screen.findByRole("figure", { name: "Entered, day by day" }));

  await user.click(entered.getByRole("button", { name: "As a table" }));

  expect(entered.queryByRole("img")).toBeNull();
  expect(entered.getByRole("button", { name: "As a table" })).toHaveAttribute("aria-pressed", "true");
});

it("walks through one person step by step, then goes to the next", async () => {
  const user = userEvent.setup();
  open();
  const way = await screen.findByRole("list", { name: "What happened" });
  expect(within(way).getAllByRole("listitem")).toHaveLength(5);

  await user.click(screen.getByRole("button", { name: "From the beginning" }));
  expect(within(way).getAllByRole("listitem")).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Next step" }));
  expect(within(way).getAllByRole("listitem").at(-1)).toHaveTextContent(
    "Wait a dayGoes on: the wait was over",
  );
  await user.click(screen.getByRole("button", { name: "Next step" }));
  expect(within(way).getAllByRole("listitem").at(-1)).toHaveTextContent("Message not sent: reminder");
  await user.click(screen.getByRole("button", { name: "Whole way" }));
  expect(within(way).getByText("Bought for €49.90")).toBeInTheDocument();
  expect(within(way).getByText("The end: placed an order")).toBeInTheDocument();

  await user.click(screen.getByRole("button", { name: "Next person" }));
  expect(screen.getByText("Erased person")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Next person" })).toBeDisabled();
});

it("says so when nobody would have entered", async () => {
  open({}, { SimulationReport: report({ summary: { ...SUMMARY, entered: 0 }, samples: [], days: [] }) });
  expect(await screen.findByRole("heading", { name: "Nobody would have entered" })).toBeInTheDocument();
  expect(screen.queryByRole("figure")).toBeNull();
});

it("shows how far it has come, and stops it when asked", async () => {
  // Arrange
  const user = userEvent.setup();
  let now: object = {
    ...simulation,
    state: "RUNNING",
    stage: "living",
    percent: 42,
    virtualNow: "2026-03-05T12:00:00Z",
  };
  open(
    {},
    {
      SimulationProgress: () => ({ automationSimulation: now }),
      SimulationCancel: () => {
        now = { ...simulation, state: "CANCELLED", percent: 42 };
        return { automationSimulationCancel: { simulation: now, errors: [] } };
      },
    },
  );
  expect(await screen.findByRole("progressbar", { name: "Progress" })).toHaveAttribute("aria-valuenow", "42");
  expect(screen.getByText("Living through Mar 5, 2026 …")).toBeInTheDocument();

  // Act
  await user.click(screen.getByRole("button", { name: "Cancel simulation" }));

  // Assert
  expect(await screen.findByText("It was cancelled")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Simulate again" })).toBeInTheDocument();
});

it("says what to check when no worker takes a simulation", async () => {
  const { unmount } = open({ state: "WAITING", percent: 0, createdAt: new Date().toISOString() });
  expect(await screen.findByText(/Waits for a worker/)).toBeInTheDocument();
  expect(screen.queryByText("No worker has begun this yet")).not.toBeInTheDocument();
  unmount();
  open({ state: "WAITING", percent: 0, createdAt: new Date(Date.now() - 120_000).toISOString() });
  expect(await screen.findByText("No worker has begun this yet")).toBeInTheDocument();
});

it.each([
  ["FAILED", "It broke off", "Unexpected ValueError; the log says more."],
  ["INTERRUPTED", "Its worker died", "The worker was lost."],
])("tells of one that is %s why, and what to do", async (state, title, problem) => {
  open({ state, problem });
  expect(await screen.findByText(title)).toBeInTheDocument();
  expect(screen.getByText(problem)).toBeInTheDocument();
  expect(screen.getByText(/simulate again/)).toBeInTheDocument();
});

it("lists former simulations, those of deleted journeys too, and teaches when there is none", async () => {
  const rows = (...some: object[]) => ({
    automationSimulations: {
      totalCount: some.length,
      pageInfo: { hasNextPage: false, endCursor: null },
      edges: some.map((node) => ({ node })),
    },
  });
  show(<SimulationList />, {
    answers: { Simulations: rows(simulation, { ...simulation, id: "SIM2", journey: null, state: "FAILED" }) },
  });
  expect(await screen.findByRole("link", { name: "Cart reminder" })).toHaveAttribute(
    "href",
    "/simulations/SIM1",
  );
  expect(screen.getByRole("link", { name: "carts (deleted)" })).toBeInTheDocument();

  show(<SimulationList />, { answers: { Simulations: rows() } });
  expect(await screen.findByRole("heading", { name: "Nothing was simulated yet" })).toBeInTheDocument();
});

const JOURNEY = { automationJourney: { id: "J1", name: "Cart reminder", status: "DRAFT", problems: [] } };
const start = (answers: object = {}) =>
  show(<StartPage />, {
    path: "/simulations/new/J1",
    route: "/simulations/new/:journeyId",
    answers: { SimulationJourney: JOURNEY, ...answers },
  });

it("starts a simulation over the period chosen, and opens it", async () => {
  const user = userEvent.setup();
  const { asked, router } = start({
    SimulationStart: { automationJourneySimulate: { simulation: { id: "SIM9" }, errors: [] } },
  });

  await user.click(await screen.findByRole("button", { name: "30 days" }));
  await user.click(screen.getByRole("button", { name: "Start" }));

  await waitFor(() => expect(router.state.location.pathname).toBe("/simulations/SIM9"));
  const { journeyId, input } = asked.find(({ operation }) => operation === "SimulationStart")!.variables as {
    journeyId: string;
    input: { since: string; until: string; seed: number };
  };
  const days = (Date.parse(input.until) - Date.parse(input.since)) / 86_400_000;
  expect([journeyId, input.seed]).toEqual(["J1", 1]);
  expect(days).toBeGreaterThan(29);
  expect(days).toBeLessThan(31.1);
  expect(Date.parse(input.until)).toBeLessThan(Date.now());
});

it("asks for nothing that cannot be, and shows what the shop refuses with its step", async () => {
  const user = userEvent.setup();
  const { asked } = start({
    SimulationStart: {
      automationJourneySimulate: {
        simulation: null,
        errors: [
          { field: "journeyId", message: "The mail has no subject.", code: "INVALID", place: "step 'mail'" },
        ],
      },
    },
  });

  await user.clear(await screen.findByLabelText("From *"));
  expect(screen.getByText("Name both days.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Start" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "90 days" }));
  await user.click(screen.getByRole("button", { name: "Start" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("step 'mail': The mail has no subject.");
  expect(asked.filter(({ operation }) => operation === "SimulationStart")).toHaveLength(1);
});
