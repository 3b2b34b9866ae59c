import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
import { Settings } from "./Settings";

const rules = { caps: [{ most: 2, per: "DAY", kind: "ANY" }], minimumGapHours: 0, quietHours: null };
const answered = (sendingRules: unknown, errors: unknown[] = []) => ({
  automationSendingRulesUpdate: { sendingRules, errors },
});
const render = (update: unknown = answered(rules)) =>
  show(<Settings />, {
    answers: { SendingRules: { automationSendingRules: rules }, SendingRulesUpdate: update },
  });

it("saves caps, quiet hours and the gap as a whole", async () => {
  const { asked } = render();
  const first = await screen.findByRole("group", { name: "Cap 1" });
  await userEvent.selectOptions(within(first).getByLabelText("Within"), "WEEK");
  await userEvent.click(screen.getByRole("button", { name: "Add a cap" }));
  await userEvent.click(screen.getByRole("button", { name: /Send nothing at night/ }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByRole("button", { name: "Save" });
  const saved = asked.find(({ operation }) => operation === "SendingRulesUpdate");
  expect(saved?.variables.input).toEqual({
    caps: [
      { most: 2, per: "WEEK", kind: "ANY" },
      { most: 1, per: "DAY", kind: "ANY" },
    ],
    minimumGapHours: 0,
    quietHours: { begin: "21:00", end: "08:00" },
  });
});

it("has nothing to save before something changes, and takes changes back", async () => {
  render();
  expect(await screen.findByRole("button", { name: "Save" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Remove cap 1" }));
  expect(screen.getByText("There is no cap: every message goes.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.getByRole("group", { name: "Cap 1" })).toBeInTheDocument();
});

it("shows why the shop refused, and keeps what was typed", async () => {
  const error = {
    field: "input",
    message: "Quiet hours: use 24 hours.",
    code: "INVALID_DEFINITION",
    place: "",
  };
  render(answered(null, [error]));
  await userEvent.click(await screen.findByRole("button", { name: "Add a cap" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Quiet hours: use 24 hours.");
  expect(screen.getByRole("group", { name: "Cap 2" })).toBeInTheDocument();
});
