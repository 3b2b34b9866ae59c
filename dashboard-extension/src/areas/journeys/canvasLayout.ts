/** Where the canvas draws steps and ways: dagre from top to bottom, the first way of a branch at the left. */
import { graphlib, layout } from "@dagrejs/dagre";
import type { Edge as AnyEdge, Node } from "@xyflow/react";
import type { Definition, Step } from "./definition";
import { START, ports, waysOf, type Edge, type PortsOf } from "./graph";

const NODE_WIDTH = 240;
const NODE_HEIGHT = 84;

export type StepNode = Node<{ step: Step }, "step">;
export type AnyNode = StepNode | Node<Record<string, never>, "start" | "out">;
export type FlowEdge = AnyEdge<{ way: Edge; label: string; points: readonly Point[]; at: Point }, "way">;

export interface Point {
  x: number;
  y: number;
}

/** No ids of steps: those hold no colon. */
const START_ID = ":start";

export function laidOut(definition: Definition, portsOf: PortsOf): { nodes: AnyNode[]; edges: FlowEdge[] } {
  const { steps } = definition;
  const ways = waysOf(steps, portsOf);
  const drawn: { way: Edge; label: string; source: string; target: string }[] = [];
  const outs: string[] = [];
  const draw = (way: Edge, label: string, source: string, to: string) => {
    const target = to || `:out ${way.from} ${way.port}`;
    if (!to) outs.push(target);
    drawn.push({ way, label, source, target });
  };
  draw(START, "", START_ID, steps[0]?.id ?? "");
  for (const step of steps) {
    for (const { path, label } of ports(step, portsOf)) {
      draw({ from: step.id, port: path }, label, step.id, ways.get(step.id)?.get(path) ?? "");
    }
  }

  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [START_ID, ...steps.map(({ id }) => id)]) {
    graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const id of outs) graph.setNode(id, { width: NODE_WIDTH, height: 32 });
  for (const { way, label, source, target } of drawn) {
    // The label is a place of its own, so that names and "+" of two ways never lie on each other or on a step.
    const size = { width: label ? 130 : 28, height: 28, labelpos: "c" };
    graph.setEdge(source, target, size, `${way.from} ${way.port}`);
  }
  layout(graph);

  const at = (id: string) => {
    const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { position: { x: x - width / 2, y: y - height / 2 }, width, height };
  };
  const routeOf = (source: string, target: string, name: string) => {
    const { points, x, y } = graph.edge(source, target, name) as Point & { points: Point[] };
    return { points, at: { x, y } };
  };
  return {
    nodes: [
      { id: START_ID, type: "start", data: {}, ...at(START_ID) },
      ...steps.map((step): StepNode => ({ id: step.id, type: "step", data: { step }, ...at(step.id) })),
      ...outs.map((id): AnyNode => ({ id, type: "out", data: {}, ...at(id) })),
    ],
    edges: drawn.map(({ way, label, source, target }) => ({
      id: `${way.from} ${way.port}`,
      type: "way",
      source,
      target,
      data: { way, label, ...routeOf(source, target, `${way.from} ${way.port}`) },
    })),
  };
}

/** A line through points that is upright in each of them. */
export function pathThrough(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      if (!before) return `M ${x} ${y}`;
      const middle = (before.y + y) / 2;
      return `C ${before.x} ${middle} ${x} ${middle} ${x} ${y}`;
    })
    .join(" ");
}
