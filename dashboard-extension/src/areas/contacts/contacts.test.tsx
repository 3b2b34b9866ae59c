import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as dashboard from "~/bridge/dashboard";
import { show } from "~/testing/render";
import { foundThings, pickThing } from "~/testing/things";
import { forgetKept } from "~/ui/useKept";
import { ContactList } from "./ContactList";
import { ContactPage } from "./ContactPage";
import { nameOf } from "./names";
import { orderIdOf, valuesOf } from "./timelineFacts";

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
const PERSON = {
  automationContact: {
    ...ADA,
    userId: "VXNlcjox",
    languageCode: "en",
    countryCode: "IT",
    countryArea: "",
    city: "Roma",
    postalCode: "",
    timeZone: "Europe/Rome",
    channelSlug: "eu",
    origin: "storefront",
    lists: [],
    fields: [
      {
        value: '"red"',
        field: {
          id: "f",
          slug: "colour",
          name: "Colour",
          type: "CHOICE",
          choices: [{ value: "red", label: "Red" }],
        },
      },
    ],
    scores: [],
    points: { pending: 5, confirmed: 120, pointsToNextTier: null, tier: null, nextTier: null },
    totals: {
      ordersCount: 2,
      cancelledOrdersCount: 0,
      spent: [{ amount: 25.5, currency: "EUR" }],
      firstOrderAt: null,
      lastOrderAt: null,
      cartsAbandonedCount: 1,
      visitsCount: 3,
      lastVisitAt: null,
      viewsCount: 9,
      messagesCount: 4,
      opensCount: 2,
      clicksCount: 1,
      lastClickAt: null,
    },
  },
};
const TIMELINE = {
  automationContact: {
    id: ADA.id,
    timeline: {
      hasNextPage: true,
      endCursor: "older",
      upcoming: [
        {
          at: "2099-03-02T10:00:00Z",
          kind: "MESSAGE",
          title: "A mail is planned",
          detail: "",
          facts: "{}",
          cursor: "u",
        },
      ],
      entries: [
        {
          at: "2026-03-01T10:00:00Z",
          kind: "EVENT",
          title: "Placed an order",
          detail: "",
          facts: '{"event": "order_placed", "order_id": "1-2", "data": {"gross": "25.50", "lines": []}}',
          cursor: "a",
        },
        {
          at: "2026-03-01T09:00:00Z",
          kind: "DECISION",
          title: "Welcome decided at “wait”",
          detail: "They had ordered.",
          facts: "{}",
          cursor: "b",
        },
      ],
    },
  },
};
const NOTHING_GOES_ON = { automationOperations: { edges: [] } };
const NO_RUNS = { automationContact: { id: ADA.id, enrollments: { pageInfo: PAGE, edges: [] } } };
const FIELDS = {
  automationCustomFields: { pageInfo: PAGE, edges: [{ node: PERSON.automationContact.fields[0]!.field }] },
};
const ON_PAGE = {
  ContactPerson: PERSON,
  ContactTimeline: TIMELINE,
  ContactEnrollments: NO_RUNS,
  ContactOrders: { automationContact: { id: ADA.id, orders: { pageInfo: PAGE, edges: [] } } },
  ContactCustomFields: FIELDS,
};
const AT_ADA = { path: `/contacts/${encodeURIComponent(ADA.id)}`, route: "/contacts/:id" };

beforeEach(() => {
  forgetKept();
  vi.spyOn(dashboard, "notify").mockImplementation(() => undefined);
});

it("asks for what was searched and filtered, and tells when nobody fits", async () => {
  const contacts = ({ filter }: Record<string, unknown>) =>
    people(JSON.stringify(filter) === "{}" ? [ROW] : []);
  const { asked } = show(<ContactList />, {
    answers: {
      Contacts: contacts,
      ContactCount: counted(1),
      Operations: NOTHING_GOES_ON,
    },
  });
  expect(await screen.findByRole("link", { name: "Ada الزهراء" })).toHaveAttribute("href", AT_ADA.path);
  expect(screen.getByText("€25.50")).toBeInTheDocument();

  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Consent" }), "Bounced");
  await userEvent.type(screen.getByRole("searchbox"), " love{Enter}");
  expect(await screen.findByText("Nobody fits these filters")).toBeInTheDocument();
  expect(asked.filter(({ operation }) => operation === "Contacts").at(-1)!.variables.filter).toEqual({
    search: "love",
    consent: ["BOUNCED"],
  });
  await userEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
  expect(await screen.findByRole("link", { name: "Ada الزهراء" })).toBeInTheDocument();
});

it("tags everybody selected, and says how many were changed", async () => {
  const { asked } = show(<ContactList />, {
    answers: {
      Contacts: people([ROW]),
      ContactCount: counted(1),
      Operations: NOTHING_GOES_ON,
      ThingTags: foundThings(["VIP 🌸", "VIP 🌸"]),
      ContactsTag: { automationContactTagsAssign: { changedCount: 1, errors: [] } },
    },
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Ada الزهراء" }));
  await userEvent.click(screen.getByRole("button", { name: "Add tag" }));
  const dialog = screen.getByRole("dialog", { name: "Tag 1 contact" });
  await userEvent.type(within(dialog).getByRole("combobox", { name: "Tag *" }), "Fair 2026");
  await userEvent.click(within(dialog).getByRole("button", { name: "Add tag" }));
  await waitFor(() => expect(dashboard.notify).toHaveBeenCalledWith("success", "1 contact was changed"));
  expect(asked.find(({ operation }) => operation === "ContactsTag")!.variables).toEqual({
    audience: { contacts: [ADA.id] },
    tags: ["Fair 2026"],
  });
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

it("shows a refusal at the field it is about, and keeps what was typed", async () => {
  const refused = {
    contact: null,
    errors: [{ field: "email", message: "This is not an e-mail address.", code: "INVALID" }],
  };
  show(<ContactList />, {
    answers: {
      Contacts: people([]),
      ContactCount: counted(0),
      Operations: NOTHING_GOES_ON,
      ContactCreate: { automationContactCreate: refused },
    },
  });
  await userEvent.click(screen.getByRole("button", { name: "Create contact" }));
  const email = screen.getByRole("textbox", { name: "E-mail *" });
  await userEvent.type(email, "ada{Enter}");
  expect(await screen.findByText("This is not an e-mail address.")).toBeInTheDocument();
  expect(email).toHaveAccessibleDescription("This is not an e-mail address.");
  expect(email).toHaveValue("ada");
});

it("shows one person with everything that is known", async () => {
  show(<ContactPage />, { ...AT_ADA, answers: ON_PAGE });
  expect(await screen.findByRole("heading", { level: 1, name: "Ada الزهراء" })).toBeInTheDocument();
  const timeline = within(await screen.findByRole("list", { name: "Timeline" }));
  expect(await timeline.findByText("Placed an order")).toBeInTheDocument();
  expect(timeline.getByText("They had ordered.")).toBeInTheDocument();
  expect(timeline.getAllByRole("listitem")[0]).toHaveTextContent("To come A mail is planned");
  expect(timeline.getByText("25.50")).toBeInTheDocument();
  expect(screen.getByText("Red")).toBeInTheDocument();
  expect(screen.getByText("2 opened, 1 clicked")).toBeInTheDocument();
});

it("shows orders page by page, each leading to its page in the Dashboard", async () => {
  const order = (number: string, status: string | null) => ({
    node: {
      id: `O${number}`,
      number,
      placedAt: "2026-03-01T10:00:00Z",
      status,
      total: { amount: 25.5, currency: "EUR" },
    },
  });
  const open = vi.spyOn(dashboard, "openInDashboard").mockImplementation(() => undefined);
  show(<ContactPage />, {
    ...AT_ADA,
    answers: {
      ...ON_PAGE,
      ContactOrders: ({ after }: Record<string, unknown>) => ({
        automationContact: {
          id: ADA.id,
          orders: after
            ? { pageInfo: PAGE, edges: [order("7", null), order("6", "HELD_BACK")] }
            : { pageInfo: { hasNextPage: true, endCursor: "x" }, edges: [order("8", "FULFILLED")] },
        },
      }),
    },
  });
  const card = within(await screen.findByRole("region", { name: "Orders" }));
  await userEvent.click(await card.findByRole("button", { name: "Order 8" }));
  expect(open).toHaveBeenCalledWith("/orders/O8");
  expect(card.getByRole("listitem")).toHaveTextContent(/sent.*€25\.50/);
  await userEvent.click(card.getByRole("button", { name: "Show more" }));
  expect(await card.findByText("deleted")).toBeInTheDocument();
  expect(card.queryByRole("button", { name: "Order 7" })).not.toBeInTheDocument();
  expect(card.getByText("held back")).toBeInTheDocument();
});

it("says that there are no orders", async () => {
  show(<ContactPage />, { ...AT_ADA, answers: ON_PAGE });
  expect(await screen.findByText(/^No orders yet\./)).toBeInTheDocument();
});

it("sends only the fields that were changed", async () => {
  const saved = { automationContactFieldsSet: { errors: [] } };
  const { asked } = show(<ContactPage />, { ...AT_ADA, answers: { ...ON_PAGE, ContactFieldsSet: saved } });
  const card = await screen.findByRole("region", { name: "Fields" });
  await userEvent.click(await within(card).findByRole("button", { name: "Edit" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Colour" }), "–");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "ContactFieldsSet")!.variables).toEqual({
    id: ADA.id,
    values: [{ field: "colour", value: "null" }],
  });
});

it("erases only after the address was typed", async () => {
  const erased = {
    automationContactErase: { erasure: { id: "1", erasedAt: "2026-03-01T10:00:00Z" }, errors: [] },
  };
  const { asked, router } = show(<ContactPage />, {
    ...AT_ADA,
    answers: { ...ON_PAGE, ContactErase: erased },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Erase" }));
  const dialog = screen.getByRole("dialog");
  const button = within(dialog).getByRole("button", { name: "Erase" });
  expect(button).toBeDisabled();
  await userEvent.type(within(dialog).getByRole("textbox"), "ADA@example.com");
  await userEvent.click(button);
  await waitFor(() => expect(router.state.location.pathname).toBe("/contacts"));
  expect(asked.find(({ operation }) => operation === "ContactErase")!.variables).toEqual({ id: ADA.id });
});

it("says that somebody is gone", async () => {
  show(<ContactPage />, { ...AT_ADA, answers: { ContactPerson: { automationContact: null } } });
  expect(await screen.findByText("There is no such contact")).toBeInTheDocument();
});

it("leads from an entry to its order, pages on, and asks for one kind only", async () => {
  const opened = vi.spyOn(dashboard, "openInDashboard").mockImplementation(() => undefined);
  const { asked } = show(<ContactPage />, { ...AT_ADA, answers: ON_PAGE });
  await userEvent.click(await screen.findByRole("button", { name: "Open order" }));
  expect(opened).toHaveBeenCalledWith("/orders/T3JkZXI6MS0y");

  const asks = () =>
    asked.filter(({ operation }) => operation === "ContactTimeline").map((each) => each.variables);
  await userEvent.click(screen.getByRole("button", { name: "Show more" }));
  await waitFor(() => expect(asks().at(-1)).toMatchObject({ after: "older", kinds: null, language: "en" }));
  await userEvent.click(screen.getByRole("button", { name: "Decisions" }));
  await waitFor(() => expect(asks().at(-1)).toMatchObject({ after: null, kinds: ["DECISION"] }));
  expect(screen.getByRole("button", { name: "Decisions" })).toHaveAttribute("aria-pressed", "true");
});

it("says why somebody is not in a journey, and lets them into one that is running", async () => {
  const answers = [
    { code: "paused", isObstacle: true, text: "The journey is paused; nobody enters." },
    { code: "consent", isObstacle: false, text: "They agreed to get mail." },
  ];
  const { asked } = show(<ContactPage />, {
    ...AT_ADA,
    answers: {
      ...ON_PAGE,
      ThingOpenJourneys: foundThings(["j1", "Welcome"], ["j2", "Birthday"]),
      ContactWhyNot: ({ journey }: Record<string, unknown>) => ({
        automationContact: { id: ADA.id, whyNot: answers },
        automationJourney: { id: journey, status: journey === "j1" ? "ACTIVE" : "PAUSED" },
      }),
      ContactsEnter: {
        automationEnrollmentStart: { enrollments: [{ id: "e" }], refused: [], operation: null, errors: [] },
      },
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Add to a journey" }));
  const dialog = within(screen.getByRole("dialog"));
  const enter = dialog.getByRole("button", { name: "Add to a journey" });
  await pickThing("Journey * Choose …", "Birthday");
  const why = within(await dialog.findByRole("region", { name: "Why, or why not" }));
  expect(await why.findByText("One thing keeps them out:")).toBeInTheDocument();
  expect(why.getAllByRole("listitem")[0]).toHaveTextContent("Keeps them out: The journey is paused");
  expect(enter).toBeDisabled();
  await pickThing("Journey * Birthday", "Welcome");
  await waitFor(() => expect(enter).toBeEnabled());
  await userEvent.click(enter);
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked.find(({ operation }) => operation === "ContactsEnter")!.variables).toEqual({
    audience: { contacts: [ADA.id] },
    journey: "j1",
  });
});

it("names people, and reads what stands behind an entry", () => {
  expect(nameOf({ email: "x@example.com", firstName: "", lastName: "" })).toBe("x@example.com");
  expect(valuesOf('{"data": {"product_name": "Vase", "lines": [1], "note": ""}}')).toEqual([
    ["product name", "Vase"],
  ]);
  expect(valuesOf("not json")).toEqual([]);
  expect(orderIdOf('{"order_id": null}')).toBeNull();
});
