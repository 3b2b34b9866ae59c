/** A condition as the shop keeps it, read as groups and questions and written back without losing what we do not know. */
import type { Json, JsonObject } from "../schema/jsonSchema";

/** How many of a group must hold. */
export const MODES = ["all", "any", "none", "notAll"] as const;
export type Mode = (typeof MODES)[number];

export interface Group {
  readonly mode: Mode;
  readonly children: readonly Json[];
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const only = (node: Json): [string, Json] | null => {
  const entries = isObject(node) ? Object.entries(node) : [];
  return entries.length === 1 ? entries[0]! : null;
};

/** Read `{"all": […]}`, `{"any": […]}` and `{"not": …}`; null for a question and for what we cannot read. */
export function groupOf(node: Json): Group | null {
  const [name, inner] = only(node) ?? ["", null];
  if ((name === "all" || name === "any") && Array.isArray(inner))
    return { mode: name, children: inner as Json[] };
  if (name !== "not" || !isObject(inner)) return null;
  const below = groupOf(inner);
  if (below?.mode === "any") return { mode: "none", children: below.children };
  if (below?.mode === "all") return { mode: "notAll", children: below.children };
  return { mode: "none", children: [inner] };
}

export function writeGroup({ mode, children }: Group): Json {
  if (mode === "all" || mode === "any") return { [mode]: children };
  if (mode === "notAll") return { not: { all: children } };
  const [first] = children;
  const below = children.length === 1 ? groupOf(first!)?.mode : "all";
  return { not: below === undefined || below === "none" || below === "notAll" ? first! : { any: children } };
}

/** Read a whole condition as one group: a single question is a group of one. */
export function readRoot(condition: Json | null | undefined): Group {
  if (condition === null || condition === undefined) return { mode: "all", children: [] };
  return groupOf(condition) ?? { mode: "all", children: [condition] };
}

/** Write a whole condition; undefined if nothing is asked. */
export function writeRoot(group: Group): Json | undefined {
  const [first] = group.children;
  if (first === undefined) return undefined;
  const isBare = group.mode === "all" && group.children.length === 1 && !groupOf(first);
  return isBare ? first : writeGroup(group);
}

/** Every question of a condition, and what we cannot read, from the first to the last. */
export function leavesOf(condition: Json | null | undefined): readonly Json[] {
  if (condition === null || condition === undefined) return [];
  const group = groupOf(condition);
  return group ? group.children.flatMap((child) => leavesOf(child)) : [condition];
}
