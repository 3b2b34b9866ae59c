import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { show } from "~/testing/render";
import { TemplatePage } from "./TemplatePage";

const HEADING = {
  type: "object",
  required: ["text"],
  properties: {
    kind: { const: "heading", type: "string" },
    text: { type: "string", maxLength: 500 },
    level: { enum: [1, 2, 3], default: 1 },
  },
};
const DIVIDER = { type: "object", properties: { kind: { const: "divider", type: "string" } } };
const kind = (name: string, title: string, schema: object) => ({
  kind: name,
  title,
  description: "",
  schema: JSON.stringify(schema),
});
const mail = {
  subject: "Hello",
  blocks: [{ kind: "heading", text: "First" }, { kind: "hologram", depth: 3 }, { kind: "divider" }],
};
const template = {
  id: "T1",
  slug: "hello",
  name: "Hello mail",
  content: JSON.stringify({ en: mail }),
  revision: 4,
  problems: [],
  usedBy: ["journey 'welcome'"],
};
const preview = { subject: "Hello", html: "<p>Hi</p>", text: "Hi", language: "en", problems: [], notes: [] };

const render = (update?: unknown) =>
  show(<TemplatePage />, {
    path: "/templates/T1",
    route: "/templates/:id",
    answers: {
      Template: {
        automationTemplate: template,
        automationBlockKinds: [kind("heading", "Heading", HEADING), kind("divider", "Divider", DIVIDER)],
        automationMailVariables: [{ path: "contact.first_name", kind: "text", description: "first name" }],
      },
      TemplatePreview: { automationTemplatePreview: preview },
      TemplateUpdate: update,
    },
  });
const saved = (changes: object) => ({
  automationTemplateUpdate: { template: { ...template, revision: 5, ...changes }, errors: [] },
});
const blocks = () =>
  screen
    .getAllByRole("button", { name: /^Drag: / })
    .map((each) => each.getAttribute("aria-label")!.replace("Drag: ", ""));

beforeEach(() => sessionStorage.clear());

it("moves, edits and saves blocks with the revision it began from", async () => {
  const { asked } = render(saved({}));
  await userEvent.click(await screen.findByRole("button", { name: "Move down: Heading: First" }));
  await userEvent.click(screen.getByRole("button", { name: "Heading First" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Text *" }), "!");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(asked.some(({ operation }) => operation === "TemplateUpdate")).toBe(true));
  const { input } = asked.find(({ operation }) => operation === "TemplateUpdate")!.variables as {
    input: { revision: number; content: string };
  };
  expect(input.revision).toBe(4);
  expect(JSON.parse(input.content)).toEqual({
    en: { ...mail, blocks: [mail.blocks[1], { kind: "heading", text: "First!" }, mail.blocks[2]] },
  });
});

it("keeps a block of a kind this page does not know, and says so", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: "hologram" }));
  expect(screen.getByText(/does not know this kind of block/)).toBeInTheDocument();
});

it("adds a block from the palette and takes it back", async () => {
  render();
  await userEvent.click(await screen.findByRole("button", { name: "Add a block" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Divider" }));
  expect(blocks()).toEqual(["Heading: First", "hologram", "Divider", "Divider"]);
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(blocks()).toEqual(["Heading: First", "hologram", "Divider"]);
});

it("overwrites nobody: says that somebody else has saved, and keeps the changes", async () => {
  const error = { field: "content", message: "Changed meanwhile.", code: "CONFLICT", place: null };
  render({ automationTemplateUpdate: { template: null, errors: [error] } });
  await userEvent.type(await screen.findByRole("textbox", { name: "Subject *" }), "!");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Somebody else changed this template meanwhile");
  expect(screen.getByRole("textbox", { name: "Subject *" })).toHaveValue("Hello!");
});

it("keeps what was not saved though somebody else saved meanwhile, and lets one of the two give way", async () => {
  const kept = { revision: 3, content: { en: { ...mail, subject: "Mine" } } };
  sessionStorage.setItem("automation.template.hello", JSON.stringify(kept));
  const { asked } = render({
    automationTemplateUpdate: { template: { ...template, revision: 5 }, errors: [] },
  });
  expect(await screen.findByRole("textbox", { name: "Subject *" })).toHaveValue("Mine");
  expect(screen.getByText("There is a newer version of this template")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sessionStorage.getItem("automation.template.hello")).toBeNull());
  const saved = asked.find(({ operation }) => operation === "TemplateUpdate")!;
  expect((saved.variables.input as { revision: number }).revision).toBe(4);
});

it("finds what was not saved after a reload", async () => {
  const { unmount } = render();
  await userEvent.type(await screen.findByRole("textbox", { name: "Subject *" }), " you");
  unmount();
  render();
  expect(await screen.findByRole("textbox", { name: "Subject *" })).toHaveValue("Hello you");
  await userEvent.click(screen.getByRole("button", { name: "Go back to what is saved" }));
  expect(screen.getByRole("textbox", { name: "Subject *" })).toHaveValue("Hello");
});

it("shows the mail in a frame that may run nothing", async () => {
  render();
  const frame = await screen.findByTitle("Preview", { exact: true });
  expect(frame).toHaveAttribute("sandbox", "");
  expect(frame).toHaveAttribute("srcdoc", "<p>Hi</p>");
});
