/** The part of JSON Schema that pydantic writes for steps, coupons, product lists and blocks. */
export interface JsonSchema {
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  type?: string;
  title?: string;
  description?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: readonly (string | number)[];
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  allOf?: readonly JsonSchema[];
  discriminator?: { propertyName: string };
  /** The definition a $ref led to, kept for choosing a widget. */
  refName?: string;
  isNullable?: boolean;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Follow references and fold "this or nothing" into the thing itself. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1)!;
    return resolve({ ...root.$defs?.[name], ...without(schema, "$ref"), refName: schema.refName ?? name }, root);
  }
  if (schema.allOf?.length === 1) {
    return resolve({ ...schema.allOf[0]!, ...without(schema, "allOf") }, root);
  }
  const choices = schema.anyOf?.filter((each) => each.type !== "null");
  if (schema.anyOf && choices!.length < schema.anyOf.length && choices!.length === 1) {
    return { ...resolve({ ...choices![0]!, ...without(schema, "anyOf") }, root), isNullable: true };
  }
  return schema;
}

/** Return an object without one of its keys. */
export function without<Value extends object>(value: Value, key: string): Value {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Value;
}

/** Return a value that fits as a beginning: the default, or empty things. */
export function blank(schema: JsonSchema, root: JsonSchema): Json {
  const found = resolve(schema, root);
  if (found.default !== undefined) return found.default as Json;
  if (found.const !== undefined) return found.const as Json;
  if (found.isNullable) return null;
  if (found.oneOf?.length) return blank(found.oneOf[0]!, root);
  if (found.enum?.length) return found.enum[0]!;
  switch (found.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(found.properties ?? {})
          .filter(([name, each]) => found.required?.includes(name) || each.const !== undefined)
          .map(([name, each]) => [name, blank(each, root)]),
      );
    case "array":
      return Array.from({ length: found.minItems ?? 0 }, () => blank(found.items ?? {}, root));
    case "boolean":
      return false;
    case "integer":
    case "number":
      return found.minimum ?? 0;
    case "string":
      return "";
    default:
      return null;
  }
}

/** "expires_after" → "Expires after" */
export function humanName(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
