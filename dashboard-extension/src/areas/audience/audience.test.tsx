import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as dashboard from "~/bridge/dashboard";
import { show } from "~/testing/render";
import { forgetKept } from "~/ui/useKept";
import { filterOf, questionsIn } from "./eventFilter";
import { FieldsPage } from "./FieldsPage";
import { ListsPage } from "./ListsPage";
import { LoyaltyPage } from "./LoyaltyPage";
import { thresholdsIn } from "./ScoreDialog";
import { ScorePage } from "./ScorePage";
import { ScoresPage } from "./ScoresPage";
import { slugOf } from "./slug";
import { TagsPage } from "./TagsPage";

const PAGE = { hasNextPage: false, endCursor: null };
const connection = (...nodes: object[]) => ({
  totalCount: nodes.length,
  pageInfo: PAGE,
  edges: nodes.map((node) => ({ node })),
});
const MADE = "2026-03-01T10:00:00Z";
const NEWS = {
  id: "list-1",
  slug: "news",
  name: "Newsletter",
  description: "",
  isDoubleOptIn: true,
  isPublic: true,
  createdAt: MADE,
  subscribersCount: 1200,
  pendingCount: 3,
};
const VIP = { id: "tag-1", name: "VIP 🌸", createdAt: MADE, contactsCount: 0 };
const COLOUR = {
  id: "field-1",
  slug: "colour",
  name: "Colour",
  type: "CHOICE",
  choices: [{ value: "red", label: "Red" }],
  createdAt: MADE,
  valuesCount: 4,
};
const SCORE = {
  id: "score-1",
  slug: "interest",
  name: "Interest",
  description: "",
  minimum: 0,
  maximum: 100,
  thresholds: [50],
  isActive: true,
  createdAt: MADE,
  contactsCount: 7,
};
const RULE = {
  id: "rule-1",
  name: "Shoes",
  event: "product_viewed",
  filter: '{"field": "url", "op": "contains", "value": "/shoes"}',
  times: 3,
  withinDays: 7,
  points: 10,
  expiresAfterDays: 60,
  mostPerDay: 1,
  mostAtOnce: null,
  isActive: true,
};
const AT_SCORE = { path: "/scores/score-1", route: "/scores/:id" };
const button = (name: string) => screen.getByRole("button", { name });
const field = (name: string) => screen.getByRole("textbox", { name });

beforeEach(() => {
  forgetKept();
  vi.spyOn(dashboard, "notify").mockImplementation(() => undefined);
});

it("teaches what a list is when there is none, and makes one with a short name of its own", async () => {
  const { asked } = show(<ListsPage />, {
    answers: {
      Lists: { automationLists: connection() },
      ListCreate: { automationListCreate: { list: { id: "list-2" }, errors: [] } },
    },
  });
  expect(await screen.findByText("There are no lists yet")).toBeInTheDocument();

  await userEvent.click(screen.getAllByRole("button", { name: "Create list" })[0]!);
  await userEvent.type(field("Name *"), "Città & Più");
  expect(field("Short name")).toHaveValue("citta-piu");
  await userEvent.click(button("Ask to confirm by mail"));
  await userEvent.click(button("Create"));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "ListCreate")!.variables).toEqual({
    input: { name: "Città & Più", slug: "citta-piu", description: "", isDoubleOptIn: true, isPublic: true },
  });
});

it("leads from the number of subscribers to the people", async () => {
  const { router } = show(<ListsPage />, { answers: { Lists: { automationLists: connection(NEWS) } } });
  await userEvent.click(await screen.findByRole("link", { name: "Show 1,200 contacts with Newsletter" }));
  expect(router.state.location.pathname).toBe("/contacts");
});

it("says who needs a list instead of deleting it", async () => {
  const { asked } = show(<ListsPage />, {
    answers: {
      Lists: { automationLists: connection(NEWS) },
      ListUse: { automationList: { id: "list-1", usedBy: ["journey 'welcome'", "segment 'readers'"] } },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Delete Newsletter" }));
  const dialog = screen.getByRole("dialog", { name: "Delete the list “Newsletter”?" });
  expect(await within(dialog).findByText("journey “welcome”")).toBeInTheDocument();
  expect(within(dialog).queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
  expect(asked.map(({ operation }) => operation)).not.toContain("ListDelete");
});

it("shows the shop's refusal when somebody began to use a tag meanwhile", async () => {
  let users: string[] = [];
  const refused = { field: "id", message: "The tag is used by journey 'welcome'.", code: "CONFLICT" };
  show(<TagsPage />, {
    answers: {
      Tags: { automationTags: connection(VIP) },
      TagUse: () => ({ automationTag: { id: "tag-1", usedBy: users } }),
      TagDelete: () => {
        users = ["journey 'welcome'"];
        return { automationTagDelete: { tag: null, errors: [refused] } };
      },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Delete VIP 🌸" }));
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The tag is used by journey 'welcome'.")).toBeInTheDocument();
  expect(await screen.findByText("journey “welcome”")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
});

it("keeps the type of a field people have values in, and sends its answers", async () => {
  const { asked } = show(<FieldsPage />, {
    answers: {
      CustomFields: { automationCustomFields: connection(COLOUR) },
      CustomFieldUpdate: { automationCustomFieldUpdate: { field: { id: "field-1" }, errors: [] } },
    },
  });
  expect(await screen.findByText("contact.fields.colour")).toBeInTheDocument();
  await userEvent.click(button("Edit Colour"));
  expect(screen.getByRole("combobox", { name: "Holds" })).toBeDisabled();
  expect(screen.getByText("4 contacts have a value, so the type stays.")).toBeInTheDocument();
  await userEvent.click(button("Add an answer"));
  await userEvent.type(field("Answer 2"), "Blue");
  await userEvent.click(button("Save"));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "CustomFieldUpdate")!.variables).toEqual({
    id: "field-1",
    input: {
      name: "Colour",
      type: "CHOICE",
      choices: [
        { value: "red", label: "Red" },
        { value: "Blue", label: "Blue" },
      ],
    },
  });
});

it("makes a score and goes on to its rules", async () => {
  const { asked, router } = show(<ScoresPage />, {
    answers: {
      Scores: { automationScores: connection() },
      ScoreCreate: { automationScoreCreate: { score: { id: "score-2" }, errors: [] } },
    },
  });
  await screen.findByText("There are no scores yet");
  await userEvent.click(screen.getAllByRole("button", { name: "Create score" })[0]!);
  await userEvent.type(field("Name *"), "Interest in shoes");
  await userEvent.type(field("Thresholds"), "50, x");
  expect(screen.getByText("Write whole numbers, set apart by commas: 50, 100.")).toBeInTheDocument();
  expect(button("Create")).toBeDisabled();
  await userEvent.clear(field("Thresholds"));
  await userEvent.type(field("Thresholds"), "50 80");
  await userEvent.click(button("Create"));
  await waitFor(() => expect(router.state.location.pathname).toBe("/scores/score-2"));
  expect(asked.find(({ operation }) => operation === "ScoreCreate")!.variables.input).toMatchObject({
    slug: "interest_in_shoes",
    minimum: 0,
    maximum: 100,
    thresholds: [50, 80],
  });
});

it("reads a rule as a sentence, and makes another with a filter", async () => {
  const { asked } = show(<ScorePage />, {
    ...AT_SCORE,
    answers: {
      Score: { automationScore: { ...SCORE, usedBy: [], rules: [RULE] } },
      ScoreRuleCreate: { automationScoreRuleCreate: { rule: { id: "rule-2" }, errors: [] } },
    },
  });
  expect(
    await screen.findByText("Looked at a product, 3 times within 7 days; lasts 60 days"),
  ).toBeInTheDocument();
  expect(screen.getByText("url contains /shoes · at most 1 a day")).toBeInTheDocument();

  await userEvent.click(button("Add rule"));
  const event = screen.getByRole("combobox", { name: "When this happens" });
  expect(within(event).queryByRole("option", { name: "A score passed a threshold" })).toBeNull();
  await userEvent.type(field("Name *"), "Bought");
  await userEvent.selectOptions(event, "Placed an order");
  await userEvent.click(button("Add a condition"));
  await userEvent.selectOptions(
    screen.getByRole("combobox", { name: "What 1" }),
    "Something the event carries",
  );
  await userEvent.type(field("Its name 1"), "gross");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Comparison 1" }), "is at least");
  await userEvent.type(field("Value 1"), "100");
  await userEvent.click(button("Create"));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "ScoreRuleCreate")!.variables).toMatchObject({
    score: "score-1",
    input: {
      event: "order_placed",
      filter: '{"field":"data.gross","op":"gte","value":100}',
      points: 10,
      withinDays: null,
    },
  });
});

it("begins a loyalty programme", async () => {
  let programme: object | null = null;
  const { asked } = show(<LoyaltyPage />, {
    answers: {
      Loyalty: () => ({ automationProgramme: programme, automationTiers: [], automationRewards: [] }),
      ProgrammeUpdate: ({ input }: Record<string, unknown>) => {
        programme = { id: "p", startsAt: MADE, ...(input as object) };
        return { automationProgrammeUpdate: { programme: { id: "p" }, errors: [] } };
      },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Begin a programme" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.type(dialog.getByRole("textbox", { name: "Name *" }), "Petals");
  await userEvent.type(dialog.getByRole("textbox", { name: "Currency 1" }), "eur");
  await userEvent.click(dialog.getByRole("button", { name: "Begin a programme" }));
  expect(await screen.findByText("1 EUR = 1 point")).toBeInTheDocument();
  expect(screen.getByText(/No tiers yet/)).toBeInTheDocument();
  expect(asked.find(({ operation }) => operation === "ProgrammeUpdate")!.variables.input).toEqual({
    name: "Petals",
    rates: [{ currency: "EUR", points: "1" }],
    countsTaxes: true,
    expiresAfterDays: null,
    tierDays: null,
    isActive: true,
  });
});

it("makes short names of any words, and reads thresholds", () => {
  expect(slugOf("Größe & Form", "_")).toBe("gro_e_form");
  expect(slugOf("2nd choice", "_")).toBe("nd_choice");
  expect(slugOf("新聞", "-")).toBe("");
  expect(thresholdsIn("10;20")).toEqual([10, 20]);
  expect(thresholdsIn("1.5")).toBeNull();
});

it("reads filters it can show, and leaves others alone", () => {
  const both =
    '{"all":[{"field":"url","op":"contains","value":"/x"},{"field":"product","op":"in","value":[4,5]}]}';
  expect(filterOf(questionsIn(both)!)).toBe(both);
  expect(questionsIn('{"any": [{"field": "url", "op": "eq", "value": "/x"}]}')).toBeNull();
  expect(questionsIn('{"not": {"field": "url", "op": "eq", "value": "/x"}}')).toBeNull();
  expect(filterOf([{ field: "url", op: "contains", value: " " }])).toBe("{}");
});
