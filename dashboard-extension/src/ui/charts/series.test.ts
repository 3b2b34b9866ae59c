import { expect, it } from "vitest";
import { buckets, niceTop, spanOf } from "./series";

it("fills days nothing is said about, and counts what lies outside at the edge", () => {
  const rows = [
    { day: "2026-02-28", values: [1, 0] },
    { day: "2026-03-02", values: [2, 5] },
    { day: "2026-03-09", values: [3, 0] },
  ];

  const found = buckets(rows, "2026-02-28T10:00:00Z", "2026-03-03T09:00:00Z", 2);

  expect(found.map(({ day, values }) => [day, ...values])).toEqual([
    ["2026-02-28", 1, 0],
    ["2026-03-01", 0, 0],
    ["2026-03-02", 2, 5],
    ["2026-03-03", 3, 0],
  ]);
});

it("makes weeks of a long period without losing anybody, the last one shorter", () => {
  const rows = Array.from({ length: 200 }, (_, day) => ({
    day: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    values: [1],
  }));

  const found = buckets(rows, "2026-01-01", "2026-07-19", 1);

  expect(found).toHaveLength(29);
  expect(found.reduce((sum, { values }) => sum + values[0]!, 0)).toBe(200);
  expect(found.at(-1)).toEqual({ day: "2026-07-16", until: "2026-07-19", values: [4] });
});

it("has one empty day for a period without length", () => {
  expect(buckets([], "2026-03-01", "2026-03-01", 1)).toEqual([
    { day: "2026-03-01", until: "2026-03-01", values: [0] },
  ]);
});

it.each([
  [0, 1],
  [3, 4],
  [31, 40],
  [5, 5],
  [101, 200],
  [73_000, 100_000],
])("ends an axis for %d at %d", (most, top) => {
  expect(niceTop(most)).toBe(top);
});

it.each([
  [90, 1],
  [100, 1],
  [101, 7],
  [732, 28],
])("shows %d days in bars of %d", (days, span) => {
  expect(spanOf(days)).toBe(span);
});
