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
export const START_ID = ":start";

interface Way {
  way: Edge;
  label: string;
  source: string;
  target: string;
}

/** What the places depend on. It stays the same while somebody types into a step, however long the journey is. */
export interface Shape {
  steps: readonly string[];
  outs: readonly string[];
  ways: readonly Way[];
}

export function shapeOf({ steps }: Definition, portsOf: PortsOf): Shape {
  const targets = waysOf(steps, portsOf);
  const ways: Way[] = [];
  const outs: string[] = [];
  const draw = (way: Edge, label: string, source: string, to: string) => {
    const target = to || `:out ${way.from} ${way.port}`;
    if (!to) outs.push(target);
    ways.push({ way, label, source, target });
  };
  draw(START, "", START_ID, steps[0]?.id ?? "");
  for (const step of steps) {
    for (const { path, label } of ports(step, portsOf)) {
      draw({ from: step.id, port: path }, label, step.id, targets.get(step.id)?.get(path) ?? "");
    }
  }
  return { steps: steps.map(({ id }) => id), outs, ways };
}

interface Place {
  position: Point;
  width: number;
  height: number;
}

export interface Placed {
  shape: Shape;
  places: ReadonlyMap<string, Place>;
  edges: FlowEdge[];
}

export function placed(shape: Shape): Placed {
  const { steps, outs, ways } = shape;
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 40, ranksep: 48 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [START_ID, ...steps]) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const id of outs) graph.setNode(id, { width: NODE_WIDTH, height: 32 });
  for (const { way, label, source, target } of ways) {
    // The label is a place of its own, so that names and "+" of two ways never lie on each other or on a step.
    const size = { width: label ? 130 : 28, height: 28, labelpos: "c" };
    graph.setEdge(source, target, size, `${way.from} ${way.port}`);
  }
  layout(graph);

  const at = (id: string): Place => {
    const { x, y, width, height } = graph.node(id) as { x: number; y: number; width: number; height: number };
    return { position: { x: x - width / 2, y: y - height / 2 }, width, height };
  };
  const routeOf = (source: string, target: string, name: string) => {
    const { points, x, y } = graph.edge(source, target, name) as Point & { points: Point[] };
    return { points, at: { x, y } };
  };
  return {
    shape,
    places: new Map([START_ID, ...steps, ...outs].map((id) => [id, at(id)])),
    edges: ways.map(({ way, label, source, target }) => ({
      id: `${way.from} ${way.port}`,
      type: "way",
      source,
      target,
      data: { way, label, ...routeOf(source, target, `${way.from} ${way.port}`) },
    })),
  };
}

/** The nodes of a journey; those of steps that are as they were `before` stay the same objects and are not drawn anew. */
export function nodesOf(
  { steps }: Definition,
  { shape, places }: Placed,
  before: ReadonlyMap<string, AnyNode> = new Map(),
): AnyNode[] {
  const kept = (id: string, make: (place: Place) => AnyNode, step?: Step): AnyNode => {
    const place = places.get(id)!;
    const known = before.get(id);
    const isSame = known?.position === place.position && (!step || known.data.step === step);
    return isSame ? known : make(place);
  };
  return [
    kept(START_ID, (place) => ({ id: START_ID, type: "start", data: {}, ...place })),
    ...steps.map((step) =>
      kept(step.id, (place): StepNode => ({ id: step.id, type: "step", data: { step }, ...place }), step),
    ),
    ...shape.outs.map((id) => kept(id, (place) => ({ id, type: "out", data: {}, ...place }))),
  ];
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
