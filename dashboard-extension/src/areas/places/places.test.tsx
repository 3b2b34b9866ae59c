import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as dashboard from "~/bridge/dashboard";
import { Refusal, show } from "~/testing/render";
import { foundThings, pickThing } from "~/testing/things";
import { CustomerWidget } from "./CustomerWidget";
import { HomeWidget } from "./HomeWidget";
import JourneyPopup from "./JourneyPopup";
import { OrderWidget } from "./OrderWidget";

const subject: Record<string, string> = {};

vi.mock("~/bridge/dashboard", async (original) => ({
  ...(await original<typeof dashboard>()),
  frameSubject: (name: string) => subject[name] ?? "",
  openOwnPage: vi.fn(),
  openPopup: vi.fn(async () => true),
  closePopup: vi.fn(),
  notify: vi.fn(),
}));

beforeEach(() => {
  Object.keys(subject).forEach((name) => Reflect.deleteProperty(subject, name));
  vi.clearAllMocks();
});

const entry = (title: string, at: string, detail = "") => ({ title, at, detail, cursor: title });
const person = {
  id: "Q29udGFjdDox",
  consents: [{ transport: "email", state: "SUBSCRIBED" }],
  tags: ["VIP", "a", "b", "c", "d"].map((name) => ({ name })),
  enrollments: {
    edges: [
      {
        node: {
          id: "1",
          isActive: true,
          isHeldOut: false,
          enteredAt: "2026-11-01T10:00:00Z",
          wakeAt: "2026-11-30T10:00:00Z",
          finishedAt: null,
          problem: "",
          journey: { id: "Sg==", name: "Welcome" },
        },
      },
    ],
  },
  timeline: {
    entries: [entry("“Hello” was delivered", "2026-11-01T10:01:00Z")],
    upcoming: [entry("“Second mail” is planned", "2026-11-30T10:00:00Z")],
  },
};

it("shows beside a customer what they agreed to, where they are and what comes next", async () => {
  subject.customerId = "VXNlcjox";
  const { asked } = show(<CustomerWidget />, { answers: { WidgetCustomer: { automationContact: person } } });
  expect(await screen.findByText("Gets mail")).toBeInTheDocument();
  expect(asked[0]?.variables).toEqual({ userId: "VXNlcjox", language: "en" });
  expect(screen.getByText("+1")).toBeInTheDocument();
  expect(screen.getByRole("heading", { name: "Messages to come" })).toBeInTheDocument();
  expect(screen.getByText("“Second mail” is planned")).toBeInTheDocument();
  expect(screen.getByText("“Hello” was delivered")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Welcome" }));
  expect(dashboard.openOwnPage).toHaveBeenCalledWith("/journeys/Sg%3D%3D");
  await userEvent.click(screen.getByRole("button", { name: "Add to a journey" }));
  expect(dashboard.openPopup).toHaveBeenCalledWith("customer-journey", { customerId: "VXNlcjox" });
  expect(dashboard.openOwnPage).toHaveBeenCalledTimes(1);
});

it("does not say that nothing comes while a journey goes on", async () => {
  subject.customerId = "VXNlcjox";
  const waiting = { ...person, timeline: { ...person.timeline, upcoming: [] } };
  show(<CustomerWidget />, { answers: { WidgetCustomer: { automationContact: waiting } } });
  expect(await screen.findByText(/goes on/)).toBeInTheDocument();
  expect(screen.queryByRole("heading", { name: "Messages to come" })).not.toBeInTheDocument();
});

it("leads to the person's page where the Dashboard opens no popups", async () => {
  subject.customerId = "VXNlcjox";
  vi.mocked(dashboard.openPopup).mockResolvedValueOnce(false);
  show(<CustomerWidget />, { answers: { WidgetCustomer: { automationContact: person } } });
  await userEvent.click(await screen.findByRole("button", { name: "Add to a journey" }));
  await waitFor(() => expect(dashboard.openOwnPage).toHaveBeenCalledWith("/contacts/Q29udGFjdDox"));
});

it("says of a customer nobody knows when they will be known", async () => {
  show(<CustomerWidget />, { answers: { WidgetCustomer: { automationContact: null } } });
  expect(await screen.findByText(/does not know this customer yet/)).toBeInTheDocument();
});

it("says what is missing to whoever may not look", async () => {
  show(<HomeWidget />, { answers: { WidgetHome: new Refusal("No.", "PermissionDenied") } });
  expect(await screen.findByText("You may not do this")).toBeInTheDocument();
});

it("names the message an order is credited to, and says so when there is none", async () => {
  subject.orderId = "T3JkZXI6MQ==";
  const automationAttribution = {
    touch: "click",
    touchedAt: "2026-11-01T10:00:00Z",
    orderedAt: "2026-11-02T10:00:00Z",
    amount: { amount: 30, currency: "EUR" },
    journey: { id: "Sg==", name: "Cart" },
    message: { id: "M", subject: "You left something", contact: { id: "Q==", email: "ada@example.com" } },
  };
  const { unmount } = show(<OrderWidget />, {
    answers: { WidgetOrder: { order: { id: "T3JkZXI6MQ==", automationAttribution } } },
  });
  expect(await screen.findByText("You left something")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "The person's history" }));
  expect(dashboard.openOwnPage).toHaveBeenCalledWith("/contacts/Q%3D%3D");
  unmount();
  show(<OrderWidget />, { answers: { WidgetOrder: { order: { id: "1", automationAttribution: null } } } });
  expect(await screen.findByText(/No message led to this order/)).toBeInTheDocument();
});

it("shows on the first page what happened and what waits", async () => {
  const figures = {
    entered: 20,
    delivered: 110,
    clicked: 0,
    orders: 2,
    revenue: [{ amount: 90, currency: "EUR" }],
  };
  const health = { problems: [], unknownMessages: 0, failedMessages: 2, troubledEnrollments: 0 };
  show(<HomeWidget />, {
    answers: {
      WidgetHome: {
        automationReports: { total: figures, previous: { ...figures, delivered: 100 } },
        automationHealth: health,
      },
    },
  });
  expect(await screen.findByText("+10% to the days before")).toBeInTheDocument();
  expect(screen.getByText("€90.00")).toBeInTheDocument();
  expect(screen.getByText("2 messages were refused for good by the mail server.")).toBeInTheDocument();
});

const page = (from: number, count: number, hasNextPage: boolean) => ({
  automationContacts: {
    totalCount: null,
    pageInfo: { hasNextPage, endCursor: `after-${from + count}` },
    edges: Array.from({ length: count }, (_, index) => ({
      node: { id: `c${from + index}`, email: `c${from + index}@example.com` },
    })),
  },
});
const journeys = foundThings(["j1", "Welcome"]);

it("lets everybody chosen into a journey, page by page, and names who may not enter", async () => {
  subject.customerIds = Array.from({ length: 104 }, (_, index) => `u${index}`).join(",");
  const { asked } = show(<JourneyPopup />, {
    answers: {
      PopupCustomers: ({ after }: { after?: string }) => (after ? page(100, 2, false) : page(0, 100, true)),
      ThingActiveJourneys: journeys,
      PopupStart: {
        automationEnrollmentStart: {
          enrollments: Array.from({ length: 101 }, (_, index) => ({ id: String(index) })),
          refused: [
            {
              contactId: "c3",
              message: "They are inside now.",
              contact: { id: "c3", email: "c3@example.com" },
            },
          ],
          errors: [],
        },
      },
    },
  });
  expect(await screen.findByText("102 of them are known to marketing automation.")).toBeInTheDocument();
  expect(screen.getByText(/^2 of them are not known/)).toBeInTheDocument();
  await pickThing("Journey * Choose …", "Welcome");
  await userEvent.click(screen.getByRole("button", { name: "Add to the journey" }));
  const refused = await screen.findByRole("alert");
  expect(within(refused).getByText("One person did not enter")).toBeInTheDocument();
  expect(refused).toHaveTextContent("c3@example.com: They are inside now.");
  expect((asked.at(-1)?.variables.contacts as string[]).length).toBe(102);
  expect(dashboard.closePopup).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(dashboard.closePopup).toHaveBeenCalledWith({ changed: true });
});

it("closes the popup when everybody entered", async () => {
  subject.customerId = "u0";
  show(<JourneyPopup />, {
    answers: {
      PopupCustomers: page(0, 1, false),
      ThingActiveJourneys: journeys,
      PopupStart: { automationEnrollmentStart: { enrollments: [{ id: "1" }], refused: [], errors: [] } },
    },
  });
  await pickThing("Journey * Choose …", "Welcome");
  await userEvent.click(await screen.findByRole("button", { name: "Add to the journey" }));
  await waitFor(() => expect(dashboard.closePopup).toHaveBeenCalledWith({ changed: true }));
});

it("asks to choose somebody first", () => {
  show(<JourneyPopup />);
  expect(screen.getByText("Nobody is chosen")).toBeInTheDocument();
});
