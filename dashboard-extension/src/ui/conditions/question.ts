/** One question of a condition: what it may be asked with, what it still lacks, and how it begins. */
import { without, type Json, type JsonObject } from "../schema/jsonSchema";
import type { ConditionFactsQuery } from "./gql/graphql";
import { isObject } from "./tree";

export type Fact = NonNullable<ConditionFactsQuery["automationFacts"]>[number];
export type Parameter = Fact["parameters"][number];
export type Facts = ReadonlyMap<string, Fact>;

export type Question = JsonObject & { readonly fact: string; readonly op: string };

/** What the value of a question looks like, which chooses its field. */
export type ValueKind =
  "none" | "number" | "days" | "boolean" | "text" | "texts" | "ids" | "date" | "dateTime";

const isSaid = (value: Json | undefined) =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

/** Read a node as a question whose every part we know; null for anything else, which is shown as it is. */
export function questionOf(node: Json, facts: Facts): Question | null {
  if (!isObject(node) || typeof node.fact !== "string" || typeof node.op !== "string") return null;
  const fact = facts.get(node.fact);
  if (!fact?.operators.some(({ key }) => key === node.op) || !TYPES.has(fact.type)) return null;
  const known = new Set(["fact", "op", "value", ...fact.parameters.map(({ name }) => name)]);
  const hasStranger = Object.entries(node).some(([name, value]) => !known.has(name) && isSaid(value));
  return hasStranger ? null : (node as Question);
}

const TYPES = new Set("number age_days text boolean membership items money field sequence".split(" "));
const LISTS = new Set(["in", "not_in"]);
const AGES = new Set(["older_than", "newer_than"]);
const PRESENCE = new Set(["is_set", "is_not_set"]);

export interface KnownField {
  type: string;
  choices: readonly { value: string; label: string }[];
}

/** Which operators a custom field of a type can be asked with; the shop refuses the others. */
const FIELD_OPERATORS: Readonly<Record<string, string>> = {
  TEXT: "eq ne in not_in starts_with contains is_set is_not_set",
  NUMBER: "eq ne gt gte lt lte is_set is_not_set",
  BOOLEAN: "eq ne is_set is_not_set",
  DATE: "eq ne gt gte lt lte older_than newer_than is_set is_not_set",
  DATE_TIME: "eq ne gt gte lt lte older_than newer_than is_set is_not_set",
  CHOICE: "eq ne in not_in is_set is_not_set",
  MANY_CHOICE: "has has_not is_set is_not_set",
};

export function operatorsOf(fact: Fact, field: KnownField | null): Fact["operators"] {
  const allowed = fact.type === "field" && field ? FIELD_OPERATORS[field.type]?.split(" ") : undefined;
  return allowed ? fact.operators.filter(({ key }) => allowed.includes(key)) : fact.operators;
}

export function valueKind(fact: Fact, op: string, field: KnownField | null): ValueKind {
  if (PRESENCE.has(op)) return "none";
  if (AGES.has(op)) return "days";
  if (LISTS.has(op)) return "texts";
  switch (fact.type) {
    case "number":
    case "money":
      return "number";
    case "age_days":
    case "sequence":
      return "days";
    case "boolean":
      return "boolean";
    case "items":
      return fact.source === "brand" ? "texts" : "ids";
    case "field":
      return FIELD_VALUES[field?.type ?? ""] ?? "text";
    default:
      return "text";
  }
}

const FIELD_VALUES: Readonly<Record<string, ValueKind>> = {
  NUMBER: "number",
  BOOLEAN: "boolean",
  DATE: "date",
  DATE_TIME: "dateTime",
};

/** Names of what a question lacks: "value", or parameters. Whether it exists is for the shop to say. */
export function missingIn(question: Question, fact: Fact): readonly string[] {
  const parameters = fact.parameters.filter(({ name, isRequired }) => isRequired && !isSaid(question[name]));
  const { value } = question;
  const needsMore =
    !PRESENCE.has(question.op) &&
    (value === undefined || value === null || (Array.isArray(value) && !value.length));
  const isBlank = value === "" && fact.type === "membership";
  return [...parameters.map(({ name }) => name), ...(needsMore || isBlank ? ["value"] : [])];
}

/** Put one part; what is empty is left out, as the shop keeps it. */
export function put(question: Question, name: string, value: Json | undefined): Question {
  return isSaid(value) ? { ...question, [name]: value! } : without(question, name);
}

/** Put a parameter. Another custom field is asked first whether it is filled in, as every type of field can be. */
export function putParameter(
  question: Question,
  fact: Fact,
  name: string,
  value: Json | undefined,
): Question {
  const isOtherField = fact.type === "field" && name === "name" && isSaid(value) && value !== question.name;
  return isOtherField ? { fact: fact.key, op: "is_set", name: value! } : put(question, name, value);
}

/** Ask with another operator, keeping the value as far as it fits. */
export function withOperator(question: Question, op: string, fact: Fact, field: KnownField | null): Question {
  const before = valueKind(fact, question.op, field);
  const after = valueKind(fact, op, field);
  const { value } = question;
  const next = { ...question, op };
  if (before === after) return next;
  if (after === "texts" && typeof value === "string") return put(next, "value", value ? [value] : undefined);
  if (after === "text" && Array.isArray(value)) return put(next, "value", (value as readonly Json[])[0]);
  return without(next, "value");
}

const FIRST: Readonly<Record<string, { op: string; value?: Json }>> = {
  number: { op: "gte", value: 1 },
  money: { op: "gte" },
  age_days: { op: "gte", value: 30 },
  boolean: { op: "eq", value: true },
  sequence: { op: "followed", value: 7 },
};

/** A question as it begins: with what most people ask, so that few fields are left to fill in. */
export function begun(fact: Fact, currencies: readonly string[]): Question {
  const usual = FIRST[fact.type];
  const op = fact.operators.find(({ key }) => key === usual?.op)?.key ?? fact.operators[0]?.key ?? "";
  const start: Question = { fact: fact.key, op, ...(usual?.value !== undefined && { value: usual.value }) };
  const hasCurrency = fact.parameters.some(({ name, isRequired }) => name === "currency" && isRequired);
  return hasCurrency && currencies.length === 1 ? { ...start, currency: currencies[0]! } : start;
}

/** Whether nothing is left to fill in, so that the shop can be asked whom the condition finds. */
export function isFilledIn(leaves: readonly Json[], facts: Facts): boolean {
  return leaves.every((leaf) => {
    const question = questionOf(leaf, facts);
    return !question || missingIn(question, facts.get(question.fact)!).length === 0;
  });
}
