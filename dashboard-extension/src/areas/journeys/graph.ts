/**
 * The steps as a graph, and its edits. A way out of a step (a port) that names no target leads to `next`, and without
 * that to the step that stands below; so every edit works on where ways lead, and is written back afterwards: what still
 * leads where it should stays as it was written.
 */
import type { Json, JsonObject } from "~/ui/schema/jsonSchema";
import { freeId, type Definition, type Step } from "./definition";

/** A way out of a step: `next`, `then`, `ways.0.to`. */
export interface Port {
  readonly path: string;
  /** What a marketer calls it; empty for the plain way on. */
  readonly label: string;
}

/** The ways out of a step beside `next`, by kind; read from the shop's schema (stepKinds.ts). */
export type PortsOf = (step: Step) => readonly Port[];

/** The way out of a step that is cut open by an insertion; an empty `from` is the way in. */
export interface Edge {
  readonly from: string;
  readonly port: string;
}

export const START: Edge = { from: "", port: "" };

/** Ends here; whatever stands below. */
const isEnd = (step: Step) => step.kind === "end";

/** Not reached by a way but from anywhere. */
export const isGlobal = (step: Step) => step.kind === "goal";

const NEXT: Port = { path: "next", label: "" };

/**
 * Return the ways out in the order they are shown. A step with two or more ways of its own (a branch, a split) has no
 * plain way on: `next` is only where its ways lead that name nothing.
 */
export function ports(step: Step, portsOf: PortsOf): readonly Port[] {
  if (isEnd(step)) return [];
  const own = portsOf(step);
  return own.length >= 2 ? own : [NEXT, ...own];
}

export function readPort(step: Step, path: string): string {
  let value: Json | undefined = step;
  for (const name of path.split(".")) {
    value = (value as Record<string, Json> | null | undefined)?.[name];
  }
  return typeof value === "string" ? value : "";
}

function writePort(step: Step, path: string, target: string): Step {
  return writePath(step, path.split("."), target) as Step;
}

function writePath(value: Json | undefined, [name, ...rest]: readonly string[], target: string): Json {
  if (name === undefined) return target;
  if (Array.isArray(value)) {
    return (value as Json[]).map((each, index) =>
      String(index) === name ? writePath(each, rest, target) : each,
    );
  }
  const object = (value ?? {}) as JsonObject;
  if (!rest.length && target === "") {
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
  }
  return { ...object, [name]: writePath(object[name], rest, target) };
}

/** Where each way of each step leads; "" is out of the journey. */
export type Ways = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function waysOf(steps: readonly Step[], portsOf: PortsOf): Ways {
  const ids = new Set(steps.map(({ id }) => id));
  return new Map(
    steps.map((step, index) => {
      const below = steps[index + 1]?.id ?? "";
      const target = (path: string) => readPort(step, path) || readPort(step, "next") || below;
      const led = ports(step, portsOf).map(({ path }) => [path, target(path)] as const);
      // A target that is no step leads nowhere; the shop says so, and nothing is drawn.
      return [step.id, new Map(led.map(([path, id]) => [path, ids.has(id) ? id : ""]))];
    }),
  );
}

/** Write ways into steps in their new order; a way that must not fall into the step below gets an end of its own. */
function withWays(steps: readonly Step[], wanted: Ways, before: Ways, portsOf: PortsOf): readonly Step[] {
  const written: Step[] = [];
  let end = steps.find(isEnd);
  let isEndNew = false;
  steps.forEach((step, index) => {
    const below = steps[index + 1]?.id ?? "";
    let next = step;
    for (const { path } of ports(step, portsOf)) {
      let target = wanted.get(step.id)?.get(path) ?? "";
      const named = readPort(next, path);
      const isKnown = !named || steps.some(({ id }) => id === named);
      const isSame = target === before.get(step.id)?.get(path);
      if (!isKnown && isSame) continue; // a broken target is the marketer's to mend
      const natural = path === "next" ? below : readPort(next, "next") || below;
      if ((named || natural) === target) continue;
      if (!target) {
        if (!end) {
          end = { id: freeId("end", steps), kind: "end" };
          isEndNew = true;
        }
        target = end.id;
      }
      next = writePort(next, path, natural === target ? "" : target);
    }
    written.push(next);
  });
  if (isEndNew && end) written.push(end);
  return written;
}

const copy = (ways: Ways) => new Map([...ways].map(([id, ports]) => [id, new Map(ports)]));

function redirect(ways: Map<string, Map<string, string>>, from: string, to: string, except = ""): void {
  for (const [id, led] of ways) {
    if (id === except) continue;
    for (const [path, target] of led) if (target === from) led.set(path, to);
  }
}

/** Put a step on a way: it comes behind `edge.from`, and goes on to where the way led. */
export function insertStep(definition: Definition, edge: Edge, step: Step, portsOf: PortsOf): Definition {
  const { steps } = definition;
  const before = waysOf(steps, portsOf);
  const place = steps.findIndex(({ id }) => id === edge.from);
  if (edge.from && place < 0) return definition;
  const target = edge.from ? (before.get(edge.from)?.get(edge.port) ?? "") : (steps[0]?.id ?? "");
  const wanted = copy(before);
  wanted.get(edge.from)?.set(edge.port, step.id);
  wanted.set(step.id, new Map(ports(step, portsOf).map(({ path }) => [path, target])));
  const at = placeFor(steps, place, edge, target, portsOf);
  const moved = [...steps.slice(0, at), step, ...steps.slice(at)];
  return { ...definition, steps: withWays(moved, wanted, before, portsOf) };
}

/** Below the step it follows, or for a later way of a branch above the step that way led to. */
function placeFor(
  steps: readonly Step[],
  place: number,
  edge: Edge,
  target: string,
  portsOf: PortsOf,
): number {
  if (place < 0) return 0;
  const isFirst = ports(steps[place]!, portsOf)[0]?.path === edge.port;
  const below = steps.findIndex(({ id }) => id === target);
  if (isFirst) return place + 1;
  return below > place ? below : steps.length;
}

/** Put a step above another one, for everybody who comes there. */
export function insertAbove(definition: Definition, id: string, step: Step, portsOf: PortsOf): Definition {
  const { steps } = definition;
  const place = steps.findIndex((each) => each.id === id);
  if (place < 0) return definition;
  const before = waysOf(steps, portsOf);
  const wanted = copy(before);
  redirect(wanted, id, step.id);
  wanted.set(step.id, new Map(ports(step, portsOf).map(({ path }) => [path, id])));
  const moved = [...steps.slice(0, place), step, ...steps.slice(place)];
  return { ...definition, steps: withWays(moved, wanted, before, portsOf) };
}

/** Return the steps somebody can come to, those reached from anywhere included. */
export function reached(steps: readonly Step[], portsOf: PortsOf): ReadonlySet<string> {
  const ways = waysOf(steps, portsOf);
  const found = new Set<string>();
  const open = [steps[0]?.id ?? "", ...steps.filter(isGlobal).map(({ id }) => id)];
  while (open.length) {
    const id = open.pop()!;
    if (!id || found.has(id)) continue;
    found.add(id);
    open.push(...(ways.get(id)?.values() ?? []));
  }
  return found;
}

/**
 * Take a step out: who came to it goes on along its first way. Steps nobody can come to any more (the other ways of a
 * branch) go with it.
 */
export function removeStep(definition: Definition, id: string, portsOf: PortsOf): Definition {
  const { steps } = definition;
  if (!steps.some((each) => each.id === id)) return definition;
  const could = reached(steps, portsOf);
  const out = takeOut(definition, id, portsOf);
  const can = reached(out.steps, portsOf);
  const lost = new Set(
    out.steps.filter((each) => could.has(each.id) && !can.has(each.id)).map((each) => each.id),
  );
  if (!lost.size) return out;
  const before = waysOf(out.steps, portsOf);
  const kept = out.steps.filter((each) => !lost.has(each.id));
  return { ...out, steps: withWays(kept, before, before, portsOf) };
}

function takeOut(definition: Definition, id: string, portsOf: PortsOf): Definition {
  const { steps } = definition;
  const before = waysOf(steps, portsOf);
  const [onward] = before.get(id)?.values() ?? [];
  const wanted = copy(before);
  redirect(wanted, id, onward === id ? "" : (onward ?? ""));
  wanted.delete(id);
  let rest = steps.filter((each) => each.id !== id);
  // People begin at the first step: taking out the first one must not begin on another way of it.
  if (steps[0]?.id === id && onward && rest[0]?.id !== onward) {
    const first = rest.find((each) => each.id === onward)!;
    rest = [first, ...rest.filter((each) => each !== first)];
  }
  return { ...definition, steps: withWays(rest, wanted, before, portsOf) };
}

/** Take a step with one way on to another place. Steps with several ways stay: what hangs on them could not follow. */
export function moveStep(definition: Definition, id: string, edge: Edge, portsOf: PortsOf): Definition {
  const step = definition.steps.find((each) => each.id === id);
  if (!step || edge.from === id || !isMovable(step, portsOf)) return definition;
  if (!edge.from && definition.steps[0]?.id === id) return definition;
  const out = takeOut(definition, id, portsOf);
  const free = Object.fromEntries(Object.entries(step).filter(([name]) => name !== "next")) as Step;
  return insertStep(out, edge, free, portsOf);
}

export const isMovable = (step: Step, portsOf: PortsOf) =>
  ports(step, portsOf).length === 1 && !isGlobal(step);

/** Replace the fields of a step; with a new id, what led to the old one leads to the new one. */
export function changeStep(definition: Definition, id: string, next: Step, portsOf: PortsOf): Definition {
  const steps = definition.steps.map((each) => (each.id === id ? next : each));
  if (next.id === id) return { ...definition, steps };
  const named = steps.map((step) =>
    [...ports(step, portsOf), NEXT].reduce(
      (each, { path }) => (readPort(each, path) === id ? writePort(each, path, next.id) : each),
      step,
    ),
  );
  return { ...definition, steps: named };
}

/** Lead a way to another step; "" is out of the journey. */
export function connect(definition: Definition, edge: Edge, target: string, portsOf: PortsOf): Definition {
  const before = waysOf(definition.steps, portsOf);
  const wanted = copy(before);
  wanted.get(edge.from)?.set(edge.port, target);
  return { ...definition, steps: withWays(definition.steps, wanted, before, portsOf) };
}
