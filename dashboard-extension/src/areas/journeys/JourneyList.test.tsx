import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { show } from "~/testing/render";
import { forgetKept } from "~/ui/useKept";
import { JourneyList } from "./JourneyList";

const row = {
  id: "J1",
  slug: "welcome",
  name: "Welcome 👋",
  status: "ACTIVE",
  updatedAt: "2026-01-01T00:00:00Z",
  problemsCount: 2,
  summary: {
    insideCount: 1_200,
    enteredCount: 300,
    deliveredCount: 45,
    revenue: [{ amount: 99.5, currency: "EUR" }],
  },
};
const page = (rows: object[]) => ({
  automationJourneys: {
    totalCount: rows.length,
    pageInfo: { hasNextPage: false, endCursor: null },
    edges: rows.map((node) => ({ node })),
  },
});

beforeEach(forgetKept);

it("shows what each journey does, and leaves out archived ones", async () => {
  const { asked } = show(<JourneyList />, { answers: { Journeys: page([row]) } });
  const line = (await screen.findByRole("link", { name: "Welcome 👋" })).closest("tr")!;
  for (const text of ["Active", "1,200", "300", "45", "€99.50", "2 problems"]) {
    expect(within(line).getByText(text)).toBeInTheDocument();
  }
  expect(asked[0]!.variables.filter).toEqual({ statuses: ["DRAFT", "ACTIVE", "PAUSED"] });
});

it("filters by status and problems", async () => {
  const { asked } = show(<JourneyList />, { answers: { Journeys: page([]) } });
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Status" }), "ARCHIVED");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Problems" }), "yes");
  expect(await screen.findByText("No journey fits these filters")).toBeInTheDocument();
  await waitFor(() =>
    expect(asked.at(-1)!.variables.filter).toEqual({ statuses: ["ARCHIVED"], hasProblems: true }),
  );
});

it("makes an empty draft and opens it", async () => {
  const { asked, router } = show(<JourneyList />, {
    path: "/journeys",
    route: "/journeys",
    answers: {
      Journeys: page([]),
      JourneyCreate: { automationJourneyCreate: { journey: { id: "J=2" }, errors: [] } },
    },
  });
  expect(await screen.findByText("No journeys yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Create journey" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name *" }), "Birthday{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/journeys/J%3D2"));
  expect(asked.at(-1)!.variables).toEqual({ input: { name: "Birthday" } });
});
