/** A journey's definition as the shop stores it. Everything here returns new objects; nothing asks the shop. */
import type { Json, JsonObject } from "~/ui/schema/jsonSchema";

export type Step = JsonObject & { readonly id: string; readonly kind: string };

export interface Definition {
  readonly trigger?: JsonObject;
  readonly entry?: JsonObject;
  readonly exits?: readonly JsonObject[];
  readonly steps: readonly Step[];
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Read a draft that may be half done: steps without an id, or with one that is taken, get one of their own. */
export function readDefinition(text: string): Definition {
  const read: unknown = JSON.parse(text);
  const given = isObject(read) ? read : {};
  const steps: Step[] = [];
  for (const each of Array.isArray(given.steps) ? (given.steps as Json[]) : []) {
    if (!isObject(each)) continue;
    const kind = typeof each.kind === "string" ? each.kind : "";
    const id = typeof each.id === "string" && each.id ? each.id : kind || "step";
    steps.push({ ...each, kind, id: freeId(id, steps) });
  }
  return {
    ...given,
    trigger: isObject(given.trigger) ? given.trigger : { kind: "manual" },
    exits: Array.isArray(given.exits) ? (given.exits as Json[]).filter(isObject) : [],
    steps,
  } as Definition;
}

/** An id no step has: "wait", "wait-2", … with only what ids may hold. */
export function freeId(wish: string, steps: readonly { readonly id: string }[]): string {
  const taken = new Set(steps.map(({ id }) => id));
  if (!taken.has(wish)) return wish;
  const base = wish.replace(/_/g, "-").replace(/-\d+$/, "").slice(0, 56) || "step";
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** A new step of a kind, named after it. */
export function newStep(kind: string, fields: JsonObject, steps: readonly Step[]): Step {
  return { ...fields, id: freeId(kind.replace(/_/g, "-"), steps), kind };
}

export interface History {
  readonly past: readonly Definition[];
  readonly present: Definition;
  readonly future: readonly Definition[];
  /** What the last change was about; changes of the same thing are undone together. */
  readonly about: string;
}

const LONGEST = 100;

export const begin = (present: Definition): History => ({ past: [], present, future: [], about: "" });

/** Take a change. Typing names what it is `about`, so that undo takes back words and not letters. */
export function change(history: History, present: Definition, about = ""): History {
  if (about && about === history.about && history.past.length) {
    return { ...history, present, future: [] };
  }
  return { past: [...history.past, history.present].slice(-LONGEST), present, future: [], about };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    about: "",
  };
}

export function redo(history: History): History {
  const [next, ...rest] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future: rest, about: "" };
}
