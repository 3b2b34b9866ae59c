/** What a draft names of the shop: mails, lists, coupons … by their kind, for asking what they are called. */
import { resolve, type Json, type JsonObject, type JsonSchema } from "~/ui/schema/jsonSchema";
import { isSource, sourceOf } from "~/ui/things/things";
import type { Wanted } from "~/ui/things/useNames";
import type { Definition } from "./definition";
import type { FormSchema, World } from "./kinds";

/** Conditions are not looked into: their own form asks for the names in them. */
export function mentionsIn({ trigger, entry, exits, steps }: Definition, world: World): Wanted {
  const found = new Map<string, Set<string>>();
  const take = (value: Json | undefined, given: JsonSchema, root: JsonSchema): void => {
    const schema: FormSchema = resolve(given, root);
    const widget = schema["x-widget"] ?? "";
    if (widget === "condition") return;
    if (typeof value === "string") {
      if (value && isSource(widget) && sourceOf(widget).namedBy)
        found.set(widget, (found.get(widget) ?? new Set()).add(value));
    } else if (Array.isArray(value)) {
      for (const each of value as readonly Json[]) take(each, schema.items ?? {}, root);
    } else if (typeof value === "object" && value) {
      for (const [name, field] of Object.entries(schema.properties ?? {}))
        take((value as JsonObject)[name], field, root);
    }
  };
  const whole = (value: JsonObject | undefined, kind: { schema: FormSchema } | undefined) => {
    if (value && kind) take(value, kind.schema, kind.schema);
  };
  whole(
    trigger,
    world.triggers.find(({ kind }) => kind === trigger?.kind),
  );
  whole(entry, world.entry);
  for (const exit of exits ?? []) whole(exit, world.exit);
  for (const step of steps) whole(step, world.steps.get(step.kind));
  return Object.fromEntries([...found].map(([source, values]) => [source, [...values].sort()]));
}
