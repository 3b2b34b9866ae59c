import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
import { blank, resolve, type JsonObject, type JsonSchema } from "./jsonSchema";
import { SchemaForm, type Widgets } from "./SchemaForm";

/** As pydantic describes a step: a constant, a duration, choices, something optional, rows of objects. */
const STEP: JsonSchema = {
  type: "object",
  required: ["id", "duration", "ways"],
  properties: {
    id: { type: "string", title: "Id" },
    kind: { type: "string", const: "wait" },
    duration: { type: "string", format: "duration", title: "Duration" },
    message_kind: { enum: ["marketing", "reminder"], type: "string", default: "marketing", title: "Message Kind" },
    within_days: { anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }], default: null, title: "Within Days" },
    truth: { type: "array", default: [], items: { enum: ["cart", "coupon"], type: "string" }, title: "Truth" },
    ways: { type: "array", minItems: 1, items: { $ref: "#/$defs/Way" }, title: "Ways" },
  },
  $defs: {
    Way: {
      type: "object",
      required: ["name", "weight"],
      properties: {
        name: { type: "string", title: "Name" },
        weight: { type: "integer", minimum: 1, title: "Weight" },
      },
    },
  },
};

function Editor({ start, widgets }: { start: JsonObject; widgets?: Widgets }) {
  const [value, setValue] = useState(start);
  return (
    <>
      <SchemaForm
        schema={STEP}
        value={value}
        onChange={setValue}
        skip={["id"]}
        widgets={widgets}
        labelOf={(path) => (path === "ways.*.weight" ? "Share" : undefined)}
        errorOf={(path) => (path === "ways.0.name" ? "Too short." : undefined)}
      />
      <p data-testid="value">{JSON.stringify(value)}</p>
    </>
  );
}
const value = () => JSON.parse(screen.getByTestId("value").textContent ?? "") as JsonObject;
const start = { id: "wait-1", duration: "3 hours", ways: [{ name: "", weight: 1 }] };

it("edits what the schema describes, and leaves the rest as it was", async () => {
  show(<Editor start={start} />);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Unit" }), "day");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Message Kind" }), "reminder");
  await userEvent.click(screen.getByRole("checkbox", { name: "Coupon" }));
  await userEvent.type(screen.getByRole("spinbutton", { name: "Within Days" }), "7");
  expect(value()).toEqual({
    ...start,
    duration: "3 days",
    message_kind: "reminder",
    truth: ["coupon"],
    within_days: 7,
  });
  await userEvent.clear(screen.getByRole("spinbutton", { name: "Within Days" }));
  expect(value().within_days).toBeNull();
  expect(screen.queryByLabelText("Id")).not.toBeInTheDocument();
});

it("adds and removes rows, between the least and the most there may be", async () => {
  show(<Editor start={start} />);
  expect(screen.getByRole("button", { name: "Remove Ways 1" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "Add" }));
  await userEvent.type(screen.getAllByRole("textbox", { name: "Name *" })[1]!, "B");
  expect(value().ways).toEqual([
    { name: "", weight: 1 },
    { name: "B", weight: 1 },
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Remove Ways 1" }));
  expect(value().ways).toEqual([{ name: "B", weight: 1 }]);
});

it("shows names of its own and what the shop refused where it belongs", () => {
  show(<Editor start={start} />);
  expect(screen.getByRole("spinbutton", { name: "Share *" })).toHaveValue(1);
  expect(screen.getByText("Too short.")).toBeInTheDocument();
});

it("takes a widget made by hand, by path and by definition", async () => {
  const widgets: Widgets = {
    duration: ({ onChange }) => <button onClick={() => onChange("1 week")}>a week</button>,
    "ref:Way": ({ path }) => <p>way at {path}</p>,
  };
  show(<Editor start={start} widgets={widgets} />);
  await userEvent.click(screen.getByRole("button", { name: "a week" }));
  expect(value().duration).toBe("1 week");
  expect(screen.getByText("way at ways.0")).toBeInTheDocument();
});

it("follows references, and begins with what fits", () => {
  expect(resolve({ $ref: "#/$defs/Way" }, STEP)).toMatchObject({ refName: "Way", type: "object" });
  expect(resolve(STEP.properties!.within_days!, STEP)).toMatchObject({ type: "integer", isNullable: true });
  expect(blank(STEP, STEP)).toEqual({ id: "", kind: "wait", duration: "", ways: [{ name: "", weight: 1 }] });
});
