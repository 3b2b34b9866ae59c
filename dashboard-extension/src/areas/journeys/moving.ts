import { without } from "~/ui/schema/jsonSchema";
import type { Definition } from "./definition";
import { insertAbove, isMovable, moveStep, ports, removeStep, waysOf, type PortsOf } from "./graph";
import type { Row } from "./outline";

/** Return the journey with a step one place further up, or null where it cannot go up. */
export function movedUp(
  definition: Definition,
  rows: readonly Row[],
  id: string,
  portsOf: PortsOf,
): Definition | null {
  const rowOf = (step: string) => rows.find((each) => each.type === "step" && each.step.id === step);
  const row = rowOf(id);
  if (row?.type !== "step" || !row.into?.from || !isMovable(row.step, portsOf)) return null;
  const before = rowOf(row.into.from);
  if (before?.type !== "step") return null;
  if (before.into) return moveStep(definition, id, before.into, portsOf);
  if (!before.isJoin) return null;
  // Above where ways meet: for everybody who comes there.
  const step = without(row.step, "next");
  return insertAbove(removeStep(definition, id, portsOf), before.step.id, step, portsOf);
}

/** Return the journey with a step one place further down, into the first way of a branch, or null. */
export function movedDown(definition: Definition, id: string, portsOf: PortsOf): Definition | null {
  const step = definition.steps.find((each) => each.id === id);
  if (!step || !isMovable(step, portsOf)) return null;
  const below = waysOf(definition.steps, portsOf).get(id)?.get("next");
  const follower = definition.steps.find((each) => each.id === below);
  const [port] = follower ? ports(follower, portsOf) : [];
  if (!follower || !port || follower.id === id) return null;
  return moveStep(definition, id, { from: follower.id, port: port.path }, portsOf);
}
