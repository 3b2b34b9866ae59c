import { expect, it } from "vitest";
import { nodesOf, placed, shapeOf, type AnyNode } from "./canvasLayout";
import type { Definition, Step } from "./definition";
import { changeStep, type PortsOf } from "./graph";
import { movedDown, movedUp, movesOf } from "./moving";
import { outline } from "./outline";

const portsOf: PortsOf = ({ kind }) =>
  kind === "branch"
    ? [
        { path: "then", label: "yes" },
        { path: "otherwise", label: "no" },
      ]
    : [];

/** Waits, and after every tenth one a branch that skips the next. */
function journeyOf(count: number): Definition {
  const steps: Step[] = [];
  for (let number = 0; steps.length < count; number += 1) {
    steps.push({ id: `wait-${number}`, kind: "wait", duration: "1 day" });
    if (number % 10 === 9) {
      const target = `wait-${number + 2}`;
      steps.push({ id: `branch-${number}`, kind: "branch", otherwise: target });
    }
  }
  return { trigger: { kind: "manual" }, exits: [], steps };
}
const places = (definition: Definition) => placed(shapeOf(definition, portsOf));
const byId = (nodes: readonly AnyNode[]) => new Map(nodes.map((node) => [node.id, node]));

it("tells which steps can be moved as moving them would", () => {
  const definition = journeyOf(40);
  const rows = outline(definition, portsOf);

  const { up, down } = movesOf(definition, rows, portsOf);

  for (const { id } of definition.steps) {
    expect([id, up.has(id)]).toEqual([id, movedUp(definition, rows, id, portsOf) !== null]);
    expect([id, down.has(id)]).toEqual([id, movedDown(definition, id, portsOf) !== null]);
  }
  expect(up.size).toBeGreaterThan(20);
  expect(up.has("wait-0")).toBe(false);
});

it("keeps all places and all other nodes while somebody types into one of two hundred steps", () => {
  // Arrange
  const before = journeyOf(200);
  const layout = places(before);
  const nodes = byId(nodesOf(before, layout));

  // Act
  const wait = before.steps.find(({ id }) => id === "wait-50")!;
  const after = changeStep(before, "wait-50", { ...wait, duration: "2 days" }, portsOf);
  const next = nodesOf(after, layout, nodes);

  // Assert
  expect(shapeOf(after, portsOf)).toEqual(layout.shape);
  expect(next.filter((node) => nodes.get(node.id) !== node).map(({ id }) => id)).toEqual(["wait-50"]);
});

it("draws a step of an unknown kind with the ways it names, and finds new places when a way changes", () => {
  const definition: Definition = {
    trigger: { kind: "manual" },
    exits: [],
    steps: [
      { id: "new", kind: "hologram", next: "last", depth: 3 },
      { id: "wait", kind: "wait" },
      { id: "last", kind: "wait" },
    ],
  };
  const layout = places(definition);

  expect(layout.edges.map(({ source, target }) => `${source} ${target}`)).toContain("new last");
  expect([...layout.places.keys()]).toEqual(expect.arrayContaining(["new", "wait", "last"]));
  const without = { ...definition, steps: definition.steps.map((each) => ({ ...each, next: "" })) };
  expect(shapeOf(without, portsOf)).not.toEqual(layout.shape);
});
