/** The words and widgets the shop's schema names for each field, as SchemaForm asks for them: by path. */
import { resolve, type JsonSchema } from "~/ui/schema/jsonSchema";
import type { Widget } from "~/ui/schema/SchemaForm";
import type { FormSchema } from "./kinds";

export interface FormWords {
  labelOf: (path: string) => string | undefined;
  hintOf: (path: string) => string | undefined;
  widgets: Record<string, Widget>;
}

/** Fields inside a condition are the condition widget's own business, and conditions hold conditions. */
const CLOSED = new Set(["condition"]);

/**
 * `made` holds our widgets by the names the shop uses for them (`x-widget`); a name we do not have, from a newer shop, is
 * edited as its type says.
 */
export function formWords(schema: FormSchema, made: Readonly<Record<string, Widget>>): FormWords {
  const labels = new Map<string, string>();
  const hints = new Map<string, string>();
  const widgets: Record<string, Widget> = {};

  const walk = (part: JsonSchema, path: string, depth: number) => {
    for (const [name, raw] of Object.entries((part.properties ?? {}) as Record<string, FormSchema>)) {
      const here = path ? `${path}.${name}` : name;
      const field = resolve(raw, schema) as FormSchema;
      if (field.title) labels.set(here, field.title);
      if (field.description) hints.set(here, field.description);
      for (const { value, label } of field["x-choices"] ?? []) labels.set(`${here}.${value}`, label);
      const widget = field["x-widget"] ?? "";
      if (made[widget]) widgets[here] = made[widget];
      if (CLOSED.has(widget) || depth > 4) continue;
      walk(field, here, depth + 1);
      if (field.items) walk(resolve(field.items, schema), `${here}.*`, depth + 1);
    }
  };
  walk(resolve(schema, schema), "", 0);
  return { labelOf: (path) => labels.get(path), hintOf: (path) => hints.get(path), widgets };
}
