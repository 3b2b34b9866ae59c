import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { show } from "~/testing/render";
import { forgetKept } from "~/ui/useKept";
import { NewSegmentPage } from "./NewSegmentPage";
import { SegmentList } from "./SegmentList";
import { SegmentPage } from "./SegmentPage";

const ORDERS = { fact: "orders_count", op: "gte", value: 2 };
const FACTS = {
  automationFacts: [
    {
      key: "orders_count",
      type: "number",
      group: "orders",
      label: "Number of orders",
      source: "",
      operators: [{ key: "gte", label: "is at least" }],
      choices: [],
      parameters: [],
    },
  ],
  automationTiers: [],
};
const PLACES = { channels: [], shop: { id: "S", countries: [] } };
const person = (name: string) => ({
  id: `C-${name}`,
  email: `${name}@example.com`,
  firstName: name,
  lastName: "",
  createdAt: "2026-01-01T00:00:00Z",
});
const found = (count: number) => ({
  automationSegmentPreview: {
    count,
    isExact: count < 1000,
    totalCount: 2000,
    description: "placed at least 2 orders",
    sample: [person("Ada"), person("فاطمة")],
    errors: [],
  },
});
const segment = {
  id: "S1",
  slug: "regulars",
  name: "Regulars 🌸",
  condition: JSON.stringify(ORDERS),
  revision: "r1",
  description: "placed at least 2 orders",
  state: "CURRENT",
  problem: "",
  isTimeDependent: false,
  membersCount: 12,
  usedBy: [] as string[],
  builtAt: "2026-11-01T09:00:00Z",
  refreshedAt: null,
  lastDrift: 0,
  updatedAt: "2026-11-01T09:00:00Z",
};
const rows = (...some: object[]) => ({
  automationSegments: {
    totalCount: some.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: some.map((node) => ({ node })),
  },
});
const COMMON = { ConditionFacts: FACTS, ConditionPlaces: PLACES, ConditionPreview: found(12) };

const open = (given: object = segment, answers: object = {}, path = "/segments/S1") =>
  show(<SegmentPage />, {
    path,
    route: "/segments/:id/:tab?",
    answers: { ...COMMON, Segment: { automationSegment: given }, ...answers },
  });

beforeEach(forgetKept);

it("lists segments with their people and what keeps them from being current", async () => {
  const { asked } = show(<SegmentList />, {
    answers: {
      Segments: rows(segment, { ...segment, id: "S2", name: "Broken", problem: "The list 'x' is gone." }),
    },
  });

  const table = await screen.findByRole("table", { name: "Segments" });
  expect(await within(table).findByRole("link", { name: "Regulars 🌸" })).toHaveAttribute(
    "href",
    "/segments/S1",
  );
  expect(within(table).getByText("Up to date")).toBeInTheDocument();
  expect(within(table).getByText("Not kept current")).toBeInTheDocument();

  await userEvent.selectOptions(screen.getByLabelText("State"), "BUILDING");
  await waitFor(() => expect(asked.at(-1)?.variables.filter).toEqual({ states: ["BUILDING"] }));
});

it("teaches what a segment is when there is none", async () => {
  show(<SegmentList />, { answers: { Segments: rows() } });
  expect(await screen.findByRole("heading", { name: "No segments yet" })).toBeInTheDocument();
  expect(screen.getByText(/people come and go by themselves/)).toBeInTheDocument();
});

it("makes a segment and shows whom it finds before it is saved", async () => {
  // Arrange
  const user = userEvent.setup();
  const { asked, router } = show(<NewSegmentPage />, {
    path: "/segments/new",
    route: "/segments/new",
    answers: {
      ...COMMON,
      ConditionPreview: found(1500),
      SegmentCreate: { automationSegmentCreate: { segment: { id: "S9" }, errors: [] } },
    },
  });
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();

  // Act
  await user.type(screen.getByLabelText("Name *"), "  Regulars ");
  await user.click(await screen.findByRole("button", { name: "Add condition" }));
  await user.click(await screen.findByRole("button", { name: "Number of orders" }));

  // Assert
  const preview = within(screen.getByRole("region", { name: "Whom it finds now" }));
  expect(await preview.findByText("about 1,500")).toBeInTheDocument();
  expect(preview.getByText("of 2,000 contacts")).toBeInTheDocument();
  expect(preview.getByRole("link", { name: "فاطمة" })).toHaveAttribute(
    "href",
    `/contacts/${encodeURIComponent("C-فاطمة")}`,
  );

  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/segments/S9"));
  expect(asked.find(({ operation }) => operation === "SegmentCreate")?.variables.input).toEqual({
    name: "Regulars",
    condition: JSON.stringify({ fact: "orders_count", op: "gte", value: 1 }),
  });
});

it("says at the field what the shop refuses, and keeps what was typed", async () => {
  const user = userEvent.setup();
  open(segment, {
    SegmentUpdate: {
      automationSegmentUpdate: {
        segment: null,
        errors: [
          {
            field: "name",
            message: "There is a segment of that name; choose another.",
            code: "UNIQUE",
            place: null,
          },
        ],
      },
    },
  });

  await user.clear(await screen.findByLabelText("Name *"));
  await user.type(screen.getByLabelText("Name *"), "Others");
  await user.click(await screen.findByRole("button", { name: "Save" }));

  expect(await screen.findByText("There is a segment of that name; choose another.")).toBeInTheDocument();
  expect(screen.getByLabelText("Name *")).toHaveValue("Others");
});

describe("two editors of one segment", () => {
  const stale = { field: "revision", message: "Somebody else has saved it.", code: "CONFLICT", place: null };
  const theirs = { ...segment, name: "Theirs", revision: "r2" };

  async function typeWhileSomebodySaves() {
    const user = userEvent.setup();
    let stored = segment;
    const { asked } = open(segment, {
      Segment: () => ({ automationSegment: stored }),
      SegmentUpdate: ({ input }: Record<string, unknown>) => {
        const { name, revision } = input as { name: string; revision: string };
        if (revision !== stored.revision)
          return { automationSegmentUpdate: { segment: null, errors: [stale] } };
        stored = { ...stored, name, revision: `${revision}+` };
        return { automationSegmentUpdate: { segment: stored, errors: [] } };
      },
    });
    await user.clear(await screen.findByLabelText("Name *"));
    await user.type(screen.getByLabelText("Name *"), "Mine");
    stored = theirs;
    await user.click(await screen.findByRole("button", { name: "Save" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Theirs" })).toBeInTheDocument();
    expect(screen.getByRole("alert")).toHaveTextContent("Somebody else has changed this meanwhile");
    expect(screen.getByLabelText("Name *")).toHaveValue("Mine");
    return { user, saves: () => asked.filter(({ operation }) => operation === "SegmentUpdate") };
  }

  it("loads the other's version when told to", async () => {
    const { user, saves } = await typeWhileSomebodySaves();
    await user.click(await screen.findByRole("button", { name: "Load theirs" }));
    expect(screen.getByLabelText("Name *")).toHaveValue("Theirs");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
    expect(saves()).toHaveLength(1);
  });

  it("is saved over it only on purpose", async () => {
    const { user, saves } = await typeWhileSomebodySaves();
    await user.click(await screen.findByRole("button", { name: "Save mine over it" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Mine" })).toBeInTheDocument();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
    expect(saves().map(({ variables }) => variables.input)).toMatchObject([
      { name: "Mine", revision: "r1" },
      { name: "Mine", revision: "r2" },
    ]);
  });

  it("takes what is newer by itself while nothing is changed here", async () => {
    const user = userEvent.setup();
    let stored: typeof segment = { ...segment, state: "BUILDING" };
    open(stored, {
      Segment: () => ({ automationSegment: stored }),
      SegmentRefresh: { automationSegmentRefresh: { segment: stored, errors: [] } },
    });
    expect(await screen.findByLabelText("Name *")).toHaveValue("Regulars 🌸");
    stored = theirs;
    await waitFor(() => expect(screen.getByLabelText("Name *")).toHaveValue("Theirs"), { timeout: 6000 });
    await user.type(screen.getByLabelText("Name *"), "!");
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});

it("shows what the shop cannot ask yet instead of a count", async () => {
  open(segment, {
    ConditionPreview: {
      automationSegmentPreview: {
        count: null,
        isExact: null,
        totalCount: null,
        description: null,
        sample: [],
        errors: [
          { field: "condition", message: "There is no tag 'x'.", code: "INVALID_DEFINITION", place: "tag" },
        ],
      },
    },
  });
  expect(await screen.findByText("There is no tag 'x'.")).toBeInTheDocument();
});

it("deletes nothing that is used, and says what uses it", async () => {
  const user = userEvent.setup();
  const { asked } = open({ ...segment, usedBy: ["journey 'win-back'"] });

  await user.click(await screen.findByRole("button", { name: "Delete" }));

  const dialog = within(await screen.findByRole("dialog", { name: "Regulars 🌸 is still used" }));
  expect(dialog.getByText("journey “win-back”")).toBeInTheDocument();
  expect(dialog.queryByRole("button", { name: "Delete" })).toBeNull();
  expect(asked.map(({ operation }) => operation)).not.toContain("SegmentDelete");
});

it("shows the refusal when somebody began to use it meanwhile, and deletes it when nobody does", async () => {
  const user = userEvent.setup();
  let isUsed = true;
  const { router } = open(segment, {
    SegmentDelete: () => ({
      automationSegmentDelete: {
        slug: null,
        errors: isUsed ? [{ field: "id", message: "Journey 'win-back' uses it.", code: "IN_USE" }] : [],
      },
    }),
  });

  await user.click(await screen.findByRole("button", { name: "Delete" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Delete Regulars 🌸?" }));
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  expect(await dialog.findByText(/Journey 'win-back' uses it/)).toBeInTheDocument();

  isUsed = false;
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/segments"));
});

it("compares a segment anew when asked, and tells why it is not current", async () => {
  const user = userEvent.setup();
  const broken = { ...segment, problem: "The list 'x' is gone; take it out." };
  const { asked } = open(broken, {
    SegmentRefresh: { automationSegmentRefresh: { segment: broken, errors: [] } },
  });

  expect(await screen.findByText("The list 'x' is gone; take it out.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Compare now" }));
  await waitFor(() => expect(asked.map(({ operation }) => operation)).toContain("SegmentRefresh"));
});

it("shows who is inside, erased people too", async () => {
  open(
    segment,
    {
      SegmentMembers: {
        automationSegment: {
          id: "S1",
          members: {
            totalCount: 2,
            pageInfo: { hasNextPage: false, endCursor: null },
            edges: [
              { node: { id: "M1", enteredAt: "2026-11-01T09:00:00Z", contact: person("Ada") } },
              { node: { id: "M2", enteredAt: "2026-11-01T09:00:00Z", contact: null } },
            ],
          },
        },
      },
    },
    "/segments/S1/members",
  );

  expect(await screen.findByRole("link", { name: "Ada" })).toHaveAttribute("href", "/contacts/C-Ada");
  expect(screen.getByRole("cell", { name: "Erased" })).toBeInTheDocument();
});
