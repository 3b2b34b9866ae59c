/** What the shop says about the kinds of steps: their ways out, the words of their forms, what a step does in short. */
import { createContext, useContext } from "react";
import { writeDuration } from "~/ui/fields";
import { blank, resolve, type Json, type JsonObject, type JsonSchema } from "~/ui/schema/jsonSchema";
import { isSource } from "~/ui/things/things";
import type { Names } from "~/ui/things/useNames";
import type { Step } from "./definition";
import type { JourneyKindsQuery, JourneyRewardsQuery } from "./gql/graphql";
import { isGlobal, ports, type Port, type PortsOf } from "./graph";

/** JSON Schema with the words the shop adds for forms. */
export interface FormSchema extends JsonSchema {
  "x-widget"?: string;
  "x-choices"?: readonly { value: string; label: string }[];
}

export interface Kind {
  kind: string;
  title: string;
  description: string;
  schema: FormSchema;
}

export type Choice = { value: string; label: string };

/** What fields are chosen from, by widget, where all there is fits into one list: steps, rewards. */
export type Choices = Readonly<Record<string, readonly Choice[]>>;

export interface World {
  steps: ReadonlyMap<string, Kind>;
  triggers: readonly Kind[];
  entry: Kind;
  exit: Kind;
  portsOf: PortsOf;
  choices: Choices;
  /** What the things of the shop are called that the draft names. */
  names: Names;
  /** "3 days" in the reader's language. */
  lengthOf: (length: string) => string;
}

const parsed = (kind: { kind: string; title: string; description: string; schema: string }): Kind => ({
  ...kind,
  schema: inWords(JSON.parse(kind.schema) as FormSchema),
});

/** Defaults of durations come as ISO 8601 ("P2D"); forms and definitions say "2 days". */
function inWords(schema: FormSchema): FormSchema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(String(field.default ?? "")) ?? [];
    if (field.format !== "duration" || !(days ?? hours)) return [name, field] as const;
    const said = days ? writeDuration(Number(days), "day") : writeDuration(Number(hours), "hour");
    return [name, { ...field, default: said }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

export function makeWorld(
  kinds: NonNullable<JourneyKindsQuery["automationJourneySchema"]>,
  rewards: JourneyRewardsQuery["automationRewards"],
  lengthOf: (length: string) => string,
): World {
  const steps = new Map(kinds.steps.map((kind) => [kind.kind, parsed(kind)]));
  return {
    steps,
    triggers: kinds.triggers.map(parsed),
    entry: parsed(kinds.entry),
    exit: parsed(kinds.exit),
    portsOf: portsFrom(steps),
    choices: { reward: (rewards ?? []).map(({ slug, name }) => ({ value: slug, label: name })) },
    names: new Map(),
    lengthOf,
  };
}

/** The ways out beside `next`: fields the shop calls a step, in the step itself or in rows of it. */
export function portsFrom(steps: ReadonlyMap<string, Kind>): PortsOf {
  return (step) => {
    const schema = steps.get(step.kind)?.schema;
    if (!schema) return usualPorts(step);
    return Object.entries((schema.properties ?? {}) as Record<string, FormSchema>).flatMap(
      ([name, field]) => {
        if (name === "next") return [];
        if (field["x-widget"] === "step") return [{ path: name, label: short(field.title ?? name) }];
        const rows = resolve(field.items ?? {}, schema);
        const inRow = Object.entries((rows.properties ?? {}) as Record<string, FormSchema>).find(
          ([, each]) => each["x-widget"] === "step",
        )?.[0];
        const given = step[name];
        if (!inRow || !Array.isArray(given)) return [];
        return (given as JsonObject[]).map((row, index) => ({
          path: `${name}.${index}.${inRow}`,
          label: typeof row?.name === "string" && row.name ? row.name : String(index + 1),
        }));
      },
    );
  };
}

/** "If so, to" → "If so": the label stands on the way itself. */
const short = (title: string) => title.replace(/[,:]?\s+(to|a|verso|vai a)$/i, "");

const USUAL = ["then", "otherwise", "on_event", "on_limit", "on_missing", "on_short"];

/** A kind we do not know leads where its fields of the usual names say. */
function usualPorts(step: Step): readonly Port[] {
  return USUAL.filter((name) => typeof step[name] === "string").map((path) => ({ path, label: path }));
}

/** A step of a kind as it begins: the shop's defaults stay unsaid. */
export function blankFields(kind: Kind): JsonObject {
  const required = new Set(kind.schema.required ?? []);
  const start = blank(kind.schema, kind.schema) as JsonObject;
  const kept = Object.entries(start).filter(
    ([name]) => required.has(name) && name !== "id" && name !== "kind",
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [name, startOf(name, value, (kind.schema.properties ?? {})[name]!)]),
  );
}

function startOf(name: string, value: Json, field: FormSchema): Json {
  if (field.format === "duration") return "1 day";
  if (field.format === "time") return name === "end" ? "18:00:00" : "09:00:00";
  if (name === "ways" || name === "variants") {
    const row = (letter: string): JsonObject =>
      name === "ways" ? { name: letter, weight: 1 } : { name: letter, template: "", weight: 1 };
    return [row("A"), row("B")];
  }
  return value;
}

const WORDLESS = new Set(["step_id", "step", "hidden", "switch", "condition", "event_filter", "items"]);

/** What a step does, in a few words: its label, how long it takes, or else the values it was given. */
export function summary(step: Step, world: World): string {
  const kind = world.steps.get(step.kind);
  const label = typeof step.label === "string" && step.label !== kind?.title ? step.label.trim() : "";
  if (!kind) return label || step.id;
  const fields = Object.entries((kind.schema.properties ?? {}) as Record<string, FormSchema>);
  const words = fields.flatMap(([name, field]) => {
    const value = step[name];
    const widget = field["x-widget"] ?? "";
    if (name === "label" || WORDLESS.has(widget) || value == null || value === "" || value === false)
      return [];
    if (typeof value === "object" || field.default === value) return [];
    // A label says what a mail is about, but not how long a wait takes.
    if (label && !(widget === "duration" && kind.schema.required?.includes(name))) return [];
    const named = [...(world.choices[widget] ?? []), ...(field["x-choices"] ?? [])];
    if (widget === "duration") return [world.lengthOf(String(value))];
    const known = isSource(widget) ? world.names.get(widget)?.get(String(value))?.label : undefined;
    return [known ?? named.find((choice) => choice.value === String(value))?.label ?? String(value)];
  });
  return [label, ...words].filter(Boolean).slice(0, 2).join(", ");
}

export const titleOf = (step: Step, world: World) => world.steps.get(step.kind)?.title ?? step.kind;

/** "Wait: 3 days" */
export function nameOf(step: Step, world: World): string {
  const words = summary(step, world);
  return words ? `${titleOf(step, world)}: ${words}` : titleOf(step, world);
}

export const hasWays = (step: Step, world: World) => ports(step, world.portsOf).length > 1 && !isGlobal(step);

export const WorldContext = createContext<World | null>(null);

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (!world) throw new Error("The builder needs the kinds of steps around it.");
  return world;
}
