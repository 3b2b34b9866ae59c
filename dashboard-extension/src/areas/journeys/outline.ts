/** The journey as a list that reads from top to bottom: ways of a branch indented, and where they meet below them. */
import type { Definition, Step } from "./definition";
import { isGlobal, ports, waysOf, type Edge, type PortsOf, type Ways } from "./graph";

export type Row =
  | { type: "step"; step: Step; depth: number; into: Edge | null; isJoin: boolean }
  | { type: "way"; edge: Edge; label: string; depth: number }
  /** The way goes on at a step that is shown elsewhere. */
  | { type: "goto"; target: string; edge: Edge; depth: number }
  /** The way leads out of the journey without an end step. */
  | { type: "out"; edge: Edge; depth: number }
  | { type: "anywhere" | "unreached" };

export function outline(definition: Definition, portsOf: PortsOf): readonly Row[] {
  const { steps } = definition;
  const byId = new Map(steps.map((step) => [step.id, step]));
  const ways = waysOf(steps, portsOf);
  const rows: Row[] = [];
  const shown = new Set<string>();

  const walk = (start: string, into: Edge, depth: number, stops: readonly string[], isFirstJoin: boolean) => {
    let id = start;
    let edge: Edge = into;
    let isJoin = isFirstJoin;
    for (;;) {
      if (!id) {
        rows.push({ type: "out", edge, depth });
        return;
      }
      if (stops.at(-1) === id) return; // goes on right below the branch
      if (shown.has(id) || stops.includes(id)) {
        rows.push({ type: "goto", target: id, edge, depth });
        return;
      }
      const step = byId.get(id)!;
      shown.add(id);
      rows.push({ type: "step", step, depth, into: isJoin ? null : edge, isJoin });
      const out = ports(step, portsOf);
      if (!out.length) return;
      if (out.length === 1) {
        edge = { from: id, port: out[0]!.path };
        id = ways.get(id)!.get(out[0]!.path)!;
        isJoin = false;
        continue;
      }
      const targets = out.map(({ path }) => ways.get(step.id)!.get(path)!);
      const met = meeting(targets, ways, shown, stops);
      // Ways that meet where an outer branch does go on there.
      const join = stops.includes(met) ? "" : met;
      for (const [index, { path, label }] of out.entries()) {
        const way = { from: step.id, port: path };
        rows.push({ type: "way", edge: way, label, depth: depth + 1 });
        walk(targets[index]!, way, depth + 2, join ? [...stops, join] : stops, false);
      }
      if (!join) return;
      id = join;
      isJoin = true;
    }
  };

  if (steps[0]) walk(steps[0].id, { from: "", port: "" }, 0, [], false);
  const left = steps.filter(({ id }) => !shown.has(id));
  for (const [type, some] of [
    ["anywhere", left.filter(isGlobal)],
    ["unreached", left.filter((step) => !isGlobal(step))],
  ] as const) {
    if (some.length) rows.push({ type });
    for (const step of some) rows.push({ type: "step", step, depth: 0, into: null, isJoin: false });
  }
  return rows;
}

/** Return the first step at which at least two of the ways meet, or "" if each goes its own way. */
function meeting(
  targets: readonly string[],
  ways: Ways,
  not: ReadonlySet<string>,
  stops: readonly string[],
): string {
  const orders = targets.map((target) => inOrder(target, ways, not, stops));
  const counts = new Map<string, number>();
  for (const order of orders) for (const id of order) counts.set(id, (counts.get(id) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  if (most < 2) return "";
  for (const order of orders) {
    const found = order.find((id) => counts.get(id) === most);
    if (found) return found;
  }
  return "";
}

/** The steps reachable from one, nearest first, up to where outer branches meet. */
function inOrder(start: string, ways: Ways, not: ReadonlySet<string>, stops: readonly string[]): string[] {
  const found = new Set<string>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (!id || found.has(id) || not.has(id)) continue;
    found.add(id);
    if (stops.includes(id)) continue;
    open.push(...(ways.get(id)?.values() ?? []));
  }
  return [...found];
}
