import { without } from "~/ui/schema/jsonSchema";
import type { Definition, Step } from "./definition";
import {
  insertAbove,
  isMovable,
  moveStep,
  ports,
  removeStep,
  waysOf,
  type Edge,
  type PortsOf,
  type Ways,
} from "./graph";
import type { Row } from "./outline";

type StepRow = Extract<Row, { type: "step" }>;

const stepRows = (rows: readonly Row[]) =>
  new Map(rows.flatMap((row) => (row.type === "step" ? [[row.step.id, row] as const] : [])));

/** Where a step comes to when it goes up: on a way, or above a step at which ways meet. */
function placeAbove(rows: ReadonlyMap<string, StepRow>, id: string, portsOf: PortsOf): Edge | StepRow | null {
  const row = rows.get(id);
  if (!row?.into?.from || !isMovable(row.step, portsOf)) return null;
  const before = rows.get(row.into.from);
  return before?.into ?? (before?.isJoin ? before : null);
}

/** The way a step comes to when it goes down: the first one out of the step below. */
function placeBelow(steps: ReadonlyMap<string, Step>, ways: Ways, id: string, portsOf: PortsOf): Edge | null {
  const step = steps.get(id);
  if (!step || !isMovable(step, portsOf)) return null;
  const follower = steps.get(ways.get(id)?.get("next") ?? "");
  const [port] = follower ? ports(follower, portsOf) : [];
  return follower && port && follower.id !== id ? { from: follower.id, port: port.path } : null;
}

const byId = ({ steps }: Definition) => new Map(steps.map((step) => [step.id, step]));

/** Which steps can go up and which down, without trying it for each: a long journey has hundreds. */
export function movesOf(definition: Definition, rows: readonly Row[], portsOf: PortsOf) {
  const [shown, steps] = [stepRows(rows), byId(definition)];
  const ways = waysOf(definition.steps, portsOf);
  const ids = [...steps.keys()];
  return {
    up: new Set(ids.filter((id) => placeAbove(shown, id, portsOf))),
    down: new Set(ids.filter((id) => placeBelow(steps, ways, id, portsOf))),
  };
}

/** Return the journey with a step one place further up, or null where it cannot go up. */
export function movedUp(
  definition: Definition,
  rows: readonly Row[],
  id: string,
  portsOf: PortsOf,
): Definition | null {
  const place = placeAbove(stepRows(rows), id, portsOf);
  if (!place) return null;
  if ("from" in place) return moveStep(definition, id, place, portsOf);
  // Above where ways meet: for everybody who comes there.
  const step = without(byId(definition).get(id)!, "next");
  return insertAbove(removeStep(definition, id, portsOf), place.step.id, step, portsOf);
}

/** Return the journey with a step one place further down, into the first way of a branch, or null. */
export function movedDown(definition: Definition, id: string, portsOf: PortsOf): Definition | null {
  const place = placeBelow(byId(definition), waysOf(definition.steps, portsOf), id, portsOf);
  return place && moveStep(definition, id, place, portsOf);
}
