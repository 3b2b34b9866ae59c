import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as dashboard from "~/bridge/dashboard";
import { show } from "~/testing/render";
import { forgetKept } from "~/ui/useKept";
import { ContactList } from "./ContactList";
import { ContactPage } from "./ContactPage";
import { detailOf } from "./eventDetail";
import { nameOf } from "./names";

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
  automationContacts: { totalCount: nodes.length, pageInfo: PAGE, edges: nodes.map((node) => ({ node })) },
});
const ROW = {
  ...ADA,
  totals: { ordersCount: 2, lastOrderAt: null, spent: [{ amount: 25.5, currency: "EUR" }] },
};
const CHOICES = {
  automationTags: { edges: [{ node: { id: "t", name: "VIP 🌸" } }] },
  automationLists: { edges: [{ node: { id: "l", slug: "news", name: "Newsletter" } }] },
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
const EVENTS = {
  automationContact: {
    id: ADA.id,
    events: {
      pageInfo: PAGE,
      edges: [
        {
          node: {
            id: "1",
            kind: "order_placed",
            occurredAt: "2026-03-01T10:00:00Z",
            problem: "",
            orderId: "T3JkZXI6MQ==",
            productId: null,
            data: "{}",
            message: null,
          },
        },
        {
          node: {
            id: "2",
            kind: "custom:quiz_done",
            occurredAt: "2026-03-01T09:00:00Z",
            problem: "",
            orderId: null,
            productId: null,
            data: '{"name": "Style quiz"}',
            message: null,
          },
        },
      ],
    },
  },
};
const NO_RUNS = { automationContact: { id: ADA.id, enrollments: { pageInfo: PAGE, edges: [] } } };
const EDITING = {
  automationCustomFields: { edges: [{ node: PERSON.automationContact.fields[0]!.field }] },
  ...CHOICES,
  automationScores: { edges: [] },
};
const ON_PAGE = {
  ContactPerson: PERSON,
  ContactEvents: EVENTS,
  ContactEnrollments: NO_RUNS,
  ContactEditing: EDITING,
};
const AT_ADA = { path: `/contacts/${encodeURIComponent(ADA.id)}`, route: "/contacts/:id" };

beforeEach(() => {
  forgetKept();
  vi.spyOn(dashboard, "notify").mockImplementation(() => undefined);
});

it("asks for what was searched and filtered, and tells when nobody fits", async () => {
  const contacts = ({ filter }: Record<string, unknown>) =>
    people(JSON.stringify(filter) === "{}" ? [ROW] : []);
  const { asked } = show(<ContactList />, { answers: { Contacts: contacts, ContactChoices: CHOICES } });
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
      ContactChoices: CHOICES,
      ContactsTag: { automationContactTagsAssign: { changedCount: 1, errors: [] } },
    },
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Ada الزهراء" }));
  await userEvent.click(screen.getByRole("button", { name: "Add tag" }));
  const dialog = screen.getByRole("dialog", { name: "Tag 1 contact" });
  await userEvent.type(within(dialog).getByRole("textbox", { name: "Tag" }), "Fair 2026");
  await userEvent.click(within(dialog).getByRole("button", { name: "Add tag" }));
  await waitFor(() => expect(dashboard.notify).toHaveBeenCalledWith("success", "1 contact was changed"));
  expect(asked.find(({ operation }) => operation === "ContactsTag")!.variables).toEqual({
    contacts: [ADA.id],
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
      ContactChoices: CHOICES,
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
  expect(await screen.findByText("Placed an order")).toBeInTheDocument();
  expect(screen.getByText("quiz done")).toBeInTheDocument();
  expect(screen.getByText("Style quiz")).toBeInTheDocument();
  expect(screen.getByText("Red")).toBeInTheDocument();
  expect(screen.getByText("2 opened, 1 clicked")).toBeInTheDocument();
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

it("names people, and finds what an event says most", () => {
  expect(nameOf({ email: "x@example.com", firstName: "", lastName: "" })).toBe("x@example.com");
  expect(detailOf('{"tag": "VIP", "url": "/x"}')).toBe("VIP");
  expect(detailOf("{}", "Your cart")).toBe("Your cart");
  expect(detailOf("not json")).toBe("");
});
