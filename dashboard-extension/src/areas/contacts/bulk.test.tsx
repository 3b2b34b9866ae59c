import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as dashboard from "~/bridge/dashboard";
import { show } from "~/testing/render";
import { foundThings, pickThing } from "~/testing/things";
import { forgetKept } from "~/ui/useKept";
import { ContactList } from "./ContactList";
import { conditionOf, NO_FILTERS } from "./whom";

const ADA = {
  id: "QXV0b21hdGlvbkNvbnRhY3Q6MQ==",
  email: "ada@example.com",
  firstName: "Ada",
  lastName: "الزهراء",
  createdAt: "2026-03-01T10:00:00Z",
  consents: [
    { transport: "email", state: "SUBSCRIBED", source: "footer", changedAt: "2026-03-01T10:00:00Z" },
  ],
  tags: [{ name: "VIP 🌸", assignedAt: "2026-03-01T10:00:00Z", source: "staff:1" }],
};
const PAGE = { hasNextPage: false, endCursor: null };
const people = (nodes: object[]) => ({
  automationContacts: { pageInfo: PAGE, edges: nodes.map((node) => ({ node })) },
});
const counted = (totalCount: number) => ({ automationContacts: { totalCount } });
const ROW = {
  ...ADA,
  totals: { ordersCount: 2, lastOrderAt: null, spent: [{ amount: 25.5, currency: "EUR" }] },
};
const NOTHING_GOES_ON = { automationOperations: { edges: [] } };

beforeEach(() => {
  forgetKept();
  vi.spyOn(dashboard, "notify").mockImplementation(() => undefined);
});

it("tags everybody the filters find, follows it and can stop it", async () => {
  let state = "WAITING";
  const begun = { changedCount: null, operation: { id: "op-1" }, errors: [] };
  const { asked } = show(<ContactList />, {
    answers: {
      Contacts: people([ROW]),
      ContactCount: counted(1_000_000),
      Operations: NOTHING_GOES_ON,
      ThingLists: foundThings(["news", "Newsletter"]),
      ThingTags: foundThings(["VIP 🌸", "VIP 🌸"]),
      ContactsTag: { automationContactTagsAssign: begun },
      Operation: () => ({
        automationOperation: {
          id: "op-1",
          kind: "assign_tags",
          state,
          totalCount: 1_000_000,
          seenCount: 250_000,
          changedCount: 9,
          problem: "",
        },
      }),
      OperationCancel: () => {
        state = "CANCELLED";
        return { automationOperationCancel: { operation: { id: "op-1" }, errors: [] } };
      },
    },
  });
  await pickThing("List All", "Newsletter");
  await userEvent.click(await screen.findByRole("button", { name: "Choose everybody found (1,000,000)" }));
  expect(await screen.findByText("All 1,000,000 found")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Add tag" }));
  const dialog = screen.getByRole("dialog", { name: "Tag 1,000,000 contacts" });
  await userEvent.type(within(dialog).getByRole("combobox", { name: "Tag *" }), "Readers");
  await userEvent.click(within(dialog).getByRole("button", { name: "Add tag" }));

  const bar = await screen.findByRole("progressbar", { name: "Adding tags" });
  expect(bar).toHaveAttribute("aria-valuenow", "25");
  const { audience } = asked.find(({ operation }) => operation === "ContactsTag")!.variables as {
    audience: { condition: string };
  };
  expect(JSON.parse(audience.condition)).toEqual({ all: [{ fact: "list", op: "has", value: "news" }] });
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(await screen.findByText("Adding tags: stopped")).toBeInTheDocument();
});

it("erases many only after their number was typed", async () => {
  const { asked } = show(<ContactList />, {
    answers: {
      Contacts: people([ROW, { ...ROW, id: "x", firstName: "Grace" }]),
      ContactCount: counted(2),
      Operations: NOTHING_GOES_ON,
      ContactsErase: { automationContactsErase: { operation: { id: "op-2" }, errors: [] } },
      Operation: {
        automationOperation: {
          id: "op-2",
          kind: "erase_contacts",
          state: "DONE",
          totalCount: 2,
          seenCount: 2,
          changedCount: 2,
          problem: "",
        },
      },
    },
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select all rows loaded so far" }));
  await userEvent.click(screen.getByRole("button", { name: "Erase" }));
  const dialog = within(screen.getByRole("dialog", { name: "Erase everything about 2 people?" }));
  expect(dialog.getByRole("button", { name: "Erase" })).toBeDisabled();
  await userEvent.type(dialog.getByRole("textbox"), "2");
  await userEvent.click(dialog.getByRole("button", { name: "Erase" }));
  expect(await screen.findByText("Erasing: finished")).toBeInTheDocument();
  expect(asked.find(({ operation }) => operation === "ContactsErase")!.variables).toEqual({
    audience: { contacts: [ADA.id, "x"] },
  });
});

it("says who of many was not let into a journey, and why", async () => {
  const refused = [{ message: "They are inside now.", contact: { id: ADA.id, email: ADA.email } }];
  show(<ContactList />, {
    answers: {
      Contacts: people([ROW]),
      ContactCount: counted(1),
      Operations: NOTHING_GOES_ON,
      ThingActiveJourneys: foundThings(["j1", "Welcome"]),
      ContactsEnter: { automationEnrollmentStart: { enrollments: [], refused, operation: null, errors: [] } },
    },
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Ada الزهراء" }));
  await userEvent.click(screen.getByRole("button", { name: "Add to journey" }));
  const dialog = within(screen.getByRole("dialog", { name: "Add 1 contact to a journey" }));
  await pickThing("Journey * Choose …", "Welcome");
  await userEvent.click(dialog.getByRole("button", { name: "Add to journey" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("ada@example.com: They are inside now.");
});

it("says what the filters say as a condition", () => {
  expect(conditionOf({ ...NO_FILTERS, search: " ada  love ", consent: "NONE", customer: "no" })).toEqual({
    all: [
      ...["ada", "love"].map((value) => ({
        any: [
          { fact: "email", op: "contains", value },
          { fact: "full_name", op: "contains", value },
        ],
      })),
      { fact: "consent", op: "in", value: ["none"] },
      { not: { fact: "orders_count", op: "gte", value: 1 } },
    ],
  });
  expect(conditionOf(NO_FILTERS)).toEqual({ fact: "email", op: "contains", value: "@" });
});
