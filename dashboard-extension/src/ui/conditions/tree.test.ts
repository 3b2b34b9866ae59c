import { expect, it } from "vitest";
import type { Json } from "../schema/jsonSchema";
import { groupOf, leavesOf, readRoot, writeGroup, writeRoot } from "./tree";

const orders = { fact: "orders_count", op: "gte", value: 2 };
const tag = { fact: "tag", op: "has", value: "vip" };

it.each<[string, Json, string, number]>([
  ["all", { all: [orders, tag] }, "all", 2],
  ["any", { any: [orders] }, "any", 1],
  ["none of some", { not: { any: [orders, tag] } }, "none", 2],
  ["not a question", { not: tag }, "none", 1],
  ["not a denial", { not: { not: tag } }, "none", 1],
  ["not all", { not: { all: [orders, tag] } }, "notAll", 2],
  ["nothing inside yet", { all: [] }, "all", 0],
])("reads %s and writes it back the same", (_what, node, mode, count) => {
  const group = groupOf(node)!;

  expect([group.mode, group.children.length]).toEqual([mode, count]);
  expect(writeGroup(group)).toEqual(node);
});

it.each<[string, Json]>([
  ["a question", orders],
  ["a group with something beside it", { all: [orders], since: "2026" }],
  ["a list that is none", { any: "everybody" }],
  ["a shape of a later version", { most: [orders, tag] }],
  ["no condition at all", "vip"],
])("leaves %s alone", (_what, node) => {
  expect(groupOf(node)).toBeNull();
  expect(writeRoot(readRoot(node))).toEqual(node);
});

it("keeps a nested group that is denied apart from the denial around it", () => {
  const node: Json = { not: { any: [{ all: [orders, tag] }] } };

  expect(groupOf(node)).toEqual({ mode: "none", children: [{ all: [orders, tag] }] });
  expect(writeGroup(groupOf(node)!)).toEqual(node);
});

it("writes one question without a group around it, and nothing when nothing is asked", () => {
  expect(writeRoot({ mode: "all", children: [orders] })).toEqual(orders);
  expect(writeRoot({ mode: "none", children: [orders] })).toEqual({ not: orders });
  expect(writeRoot({ mode: "any", children: [] })).toBeUndefined();
  expect(readRoot(null)).toEqual({ mode: "all", children: [] });
});

it("finds every question however deep it stands", () => {
  const strange = { most: [1] };
  expect(leavesOf({ all: [orders, { not: { any: [tag, { any: [strange] }] } }] })).toEqual([
    orders,
    tag,
    strange,
  ]);
});
