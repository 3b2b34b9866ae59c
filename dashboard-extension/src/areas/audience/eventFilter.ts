/** The small language of score rules, as far as the form speaks it: questions that must all hold. */

export const OPERATORS = ["contains", "starts_with", "eq", "ne", "in", "gt", "gte", "lt", "lte"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Question {
  /** `url`, `product` or `data.<name>`. */
  field: string;
  op: Operator;
  /** As typed; `in` takes several, set apart by commas. */
  value: string;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function questionOf(node: unknown): Question | null {
  if (!isRecord(node)) return null;
  const { field, op, value } = node;
  if (typeof field !== "string" || !OPERATORS.includes(op as Operator)) return null;
  const values = Array.isArray(value) ? value : [value];
  if (!values.every((each) => ["string", "number"].includes(typeof each))) return null;
  return { field, op: op as Operator, value: values.join(", ") };
}

/** Return the questions of a filter (JSON), or null if it says more than the form can show. */
export function questionsIn(filter: string): Question[] | null {
  let data: unknown;
  try {
    data = JSON.parse(filter);
  } catch {
    return null;
  }
  if (!isRecord(data)) return null;
  if (Object.keys(data).length === 0) return [];
  const nodes = Array.isArray(data.all) ? data.all : [data];
  const questions = nodes.map(questionOf);
  return questions.every((each) => each !== null) ? questions : null;
}

function valueOf({ field, op, value }: Question): unknown {
  const one = (text: string): string | number =>
    field !== "url" && NUMBER.test(text.trim()) ? Number(text) : text.trim();
  return op === "in"
    ? value
        .split(",")
        .filter((each) => each.trim())
        .map(one)
    : one(value);
}

/** Return the filter of questions as JSON; those without field or value are left out. */
export function filterOf(questions: readonly Question[]): string {
  const nodes = questions
    .filter(({ field, value }) => field.trim() && value.trim())
    .map((question) => ({ field: question.field.trim(), op: question.op, value: valueOf(question) }));
  if (nodes.length === 0) return "{}";
  return JSON.stringify(nodes.length === 1 ? nodes[0] : { all: nodes });
}
