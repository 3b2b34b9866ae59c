import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect } from "react";
import { beforeEach, expect, it } from "vitest";
import { show } from "~/testing/render";
import { foundThings } from "~/testing/things";
import { forgetKept, useKept } from "~/ui/useKept";
import { JourneyPage } from "./JourneyPage";

const field = (title: string, widget: string, more: object = {}) => ({
  title,
  type: "string",
  "x-widget": widget,
  ...more,
});
const kind = (name: string, title: string, properties: object, required: string[] = []) => ({
  kind: name,
  title,
  description: `About ${title}`,
  schema: JSON.stringify({
    type: "object",
    required,
    properties: {
      id: field("Name", "step_id"),
      label: field("Label", "text", { default: "" }),
      next: field("Goes on to", "step", { default: "" }),
      kind: { const: name, type: "string", "x-widget": "hidden" },
      ...properties,
    },
  }),
});
const KINDS = {
  automationJourneySchema: {
    triggers: [
      kind("manual", "By hand", {}),
      kind("event", "Something happens", { event: field("What happens", "event") }, ["event"]),
    ],
    entry: kind("entry", "Entry rule", {}),
    exit: kind("exit", "Exit", { event: field("What happens", "event"), reason: field("Reason", "text") }),
    steps: [
      kind("send", "Send a mail", { template: field("Mail", "template") }, ["template"]),
      kind("wait", "Wait", { duration: field("How long", "duration", { format: "duration" }) }, ["duration"]),
      kind("branch", "Branch", {
        then: field("If so, to", "step", { default: "" }),
        otherwise: field("If not, to", "step", { default: "" }),
      }),
    ],
  },
};
const DRAFT = {
  trigger: { kind: "event", event: "order_placed" },
  exits: [],
  steps: [
    { id: "wait", kind: "wait", duration: "3 days" },
    { id: "mail", kind: "send", template: "hello" },
    { id: "new", kind: "hologram", depth: 3 },
  ],
};
const journey = {
  id: "J1",
  slug: "thanks",
  name: "Thanks",
  status: "ACTIVE",
  recipe: "",
  holdoutPercent: 10,
  priority: 0,
  versionNumber: 2,
  draft: JSON.stringify(DRAFT),
  definition: JSON.stringify(DRAFT),
  revision: 7,
  editedAt: null,
  editedBy: "",
  problems: [
    { stepId: "mail", place: "step 'mail'", field: "template", message: "The mail has no subject." },
  ],
  changes: [
    {
      part: "STEP",
      kind: "CHANGED",
      stepId: "wait",
      stepKind: "wait",
      label: "",
      fields: [{ name: "duration" }],
    },
  ],
  inside: [
    { versionNumber: 1, stepId: "old", count: 4 },
    { versionNumber: 2, stepId: "wait", count: 3 },
  ],
  chores: [],
};
const saved = (variables: Record<string, unknown>) => {
  const input = variables.input as { revision: number; definition: string };
  return {
    automationJourneyUpdate: {
      journey: { ...journey, draft: input.definition, revision: input.revision + 1, problems: [] },
      errors: [],
    },
  };
};

function AsList() {
  const [, keep] = useKept("journeys.view", "");
  useEffect(() => keep("list"), [keep]);
  return null;
}

function render(answers: object = {}, path = "/journeys/J1") {
  show(<AsList />);
  return show(<JourneyPage />, {
    path,
    route: "/journeys/:id/:tab?",
    answers: {
      Journey: { automationJourney: journey },
      JourneyKinds: KINDS,
      JourneyRewards: { automationRewards: [] },
      ThingTemplates: foundThings(["hello", "Hello mail"]),
      JourneyUpdate: saved,
      JourneyBackfill: { automationJourney: { id: "J1", backfillCount: 0 } },
      ...answers,
    },
  });
}
const stepsOf = (variables: Record<string, unknown>) =>
  (JSON.parse((variables.input as { definition: string }).definition) as typeof DRAFT).steps;

beforeEach(() => {
  forgetKept();
  sessionStorage.clear();
});

it("adds, edits, moves and saves steps with the keyboard alone, each save on the revision before", async () => {
  const { asked } = render();
  const add = await screen.findByRole("button", { name: "Add a step below Wait: 3 days" });
  add.focus();
  await userEvent.keyboard("{Enter}");
  await userEvent.type(screen.getByRole("textbox", { name: "Search steps" }), "mail{Enter}");
  (await screen.findByRole("button", { name: "Mail * Choose …" })).focus();
  await userEvent.keyboard("{Enter}");
  (await screen.findByRole("button", { name: "Hello mail" })).focus();
  await userEvent.keyboard("{Enter}");
  const list = screen.getByRole("list", { name: "Steps" });
  within(list).getAllByRole("button", { name: "Move up: Send a mail: Hello mail" })[0]!.focus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.getAllByText("Saved").length).toBe(1), { timeout: 4000 });
  const saves = asked.filter(({ operation }) => operation === "JourneyUpdate");
  expect(stepsOf(saves.at(-1)!.variables)).toEqual([
    { id: "send", kind: "send", template: "hello" },
    DRAFT.steps[0],
    DRAFT.steps[1],
    DRAFT.steps[2],
  ]);
  expect((saves[0]!.variables.input as { revision: number }).revision).toBe(7);
  const revisions = saves.map(({ variables }) => (variables.input as { revision: number }).revision);
  expect(revisions).toEqual(revisions.map((_, index) => 7 + index));
});

it("shows a problem on its step and at its field", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: /^Send a mail Hello mail 1 problem/ }));
  expect(screen.getByText("The mail has no subject.")).toBeInTheDocument();
});

it("shows a kind it does not know as it is written, and saves it unchanged", async () => {
  const { asked } = render();

  await userEvent.click(await screen.findByRole("button", { name: /^hologram/ }));
  expect(screen.getByText(/does not know this kind of step/)).toBeInTheDocument();
  expect(JSON.parse(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "hologram" }).value)).toEqual(
    DRAFT.steps[2],
  );

  await userEvent.click(screen.getByRole("button", { name: "Remove: Wait: 3 days" }));
  await waitFor(() => expect(asked.map(({ operation }) => operation)).toContain("JourneyUpdate"));
  expect(stepsOf(asked.find(({ operation }) => operation === "JourneyUpdate")!.variables)).toContainEqual(
    DRAFT.steps[2],
  );
});

it("removes a step and takes it back", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: "Remove: Wait: 3 days" }));
  expect(screen.queryByRole("button", { name: "Remove: Wait: 3 days" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(screen.getByRole("button", { name: "Remove: Wait: 3 days" })).toBeInTheDocument();
});

it("keeps the draft while the network is lost, says so, and saves it later", async () => {
  let isLost = true;
  const { asked } = render({
    JourneyUpdate: (variables: Record<string, unknown>) => {
      if (isLost) throw new TypeError("Failed to fetch");
      return saved(variables);
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Remove: Wait: 3 days" }));
  expect(await screen.findByText(/your changes are kept here/)).toBeInTheDocument();
  expect(sessionStorage.getItem("automation.journey.J1")).toContain('"revision":7');
  isLost = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Saved")).toBeInTheDocument();
  expect(stepsOf(asked.at(-1)!.variables).map(({ id }) => id)).toEqual(["mail", "new"]);
  expect(sessionStorage.getItem("automation.journey.J1")).toBeNull();
});

it("overwrites nobody: tells of a conflict, keeps the changes, and takes the other version when told to", async () => {
  const error = { field: "revision", message: "Ann saved it.", code: "CONFLICT", place: null };
  let read = journey;
  const { asked } = render({
    Journey: () => ({ automationJourney: read }),
    JourneyUpdate: { automationJourneyUpdate: { journey: null, errors: [error] } },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Remove: Wait: 3 days" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Ann saved it.");
  await userEvent.click(screen.getByRole("button", { name: /^Remove: hologram/ }));
  expect(asked.filter(({ operation }) => operation === "JourneyUpdate")).toHaveLength(1);
  read = {
    ...journey,
    revision: 8,
    draft: JSON.stringify({ ...DRAFT, steps: [{ id: "w", kind: "wait", duration: "9 days" }] }),
  };
  await userEvent.click(screen.getByRole("button", { name: "Load the other version" }));
  expect(await screen.findByRole("button", { name: "Remove: Wait: 9 days" })).toBeInTheDocument();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("tells of a conflict when what this browser kept was written on an older revision", async () => {
  sessionStorage.setItem("automation.journey.J1", JSON.stringify({ revision: 5, draft: '{"steps": []}' }));
  render();
  expect(await screen.findByRole("alert")).toHaveTextContent("Somebody else saved this journey");
});

it("publishes nothing with problems, and leads to the step", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: "Publish" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText("The mail has no subject.")).toBeInTheDocument();
  expect(within(dialog).getByRole("button", { name: "Publish" })).toBeDisabled();
  await userEvent.click(within(dialog).getByRole("button", { name: "Show" }));
  expect(await screen.findByRole("button", { name: /^Mail \* / })).toBeInTheDocument();
});

it("publishes exactly the revision whose changes were shown", async () => {
  const fine = { ...journey, problems: [] };
  const { asked } = render({
    Journey: { automationJourney: fine },
    JourneyPublish: {
      automationJourneyPublish: { journey: { ...fine, versionNumber: 3, changes: [] }, errors: [] },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Publish" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/Changed: Wait “wait”/)).toHaveTextContent("How long");
  await userEvent.click(within(dialog).getByRole("button", { name: "Publish" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "JourneyPublish")!.variables).toEqual({
    id: "J1",
    revision: 7,
  });
});

it("counts the people of older versions before it moves them", async () => {
  const people = [{ versionNumber: 1, stepId: "old", count: 4, to: "mail" }];
  const { asked } = render(
    {
      JourneyVersions: { automationJourney: { id: "J1", versions: [] } },
      JourneyMovePeople: { automationJourneyMovePeople: { people, errors: [] } },
    },
    "/journeys/J1/versions",
  );
  const move = await screen.findByRole("button", { name: "Move them" });
  expect(move).toBeDisabled();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: /From “old”/ }), "mail");
  await userEvent.click(move);
  const dialog = await screen.findByRole("dialog", { name: "Move 4 people to the newest version?" });
  expect(within(dialog).getByText("4 people: old → Send a mail: Hello mail")).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole("button", { name: "Move them" }));
  const calls = () => asked.filter(({ operation }) => operation === "JourneyMovePeople");
  await waitFor(() => expect(calls()).toHaveLength(2));
  const steps = [{ fromStep: "old", toStep: "mail" }];
  expect(calls().map(({ variables }) => variables)).toEqual([
    { id: "J1", steps, dryRun: true },
    { id: "J1", steps, dryRun: false },
  ]);
});

it("pauses after asking, with the people inside counted", async () => {
  const { asked } = render({
    JourneyPause: { automationJourneyPause: { journey: { id: "J1", status: "PAUSED" }, errors: [] } },
  });
  await userEvent.click(await screen.findByRole("button", { name: "More" }));
  await userEvent.click(screen.getByRole("button", { name: "Pause" }));
  const dialog = screen.getByRole("dialog");
  expect(dialog).toHaveTextContent("7 people are inside now.");
  await userEvent.click(within(dialog).getByRole("button", { name: "Pause" }));
  await waitFor(() => expect(asked.some(({ operation }) => operation === "JourneyPause")).toBe(true));
});
