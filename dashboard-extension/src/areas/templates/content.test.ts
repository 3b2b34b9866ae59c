import { expect, it } from "vitest";
import {
  begin,
  change,
  duplicateBlock,
  firstWords,
  insertBlock,
  moveBlock,
  redo,
  removeBlock,
  undo,
  type Block,
} from "./content";

const blocks = ["a", "b", "c"].map((text) => ({ kind: "heading", text }));
const texts = (list: readonly Block[]) => list.map((each) => String(each.text)).join("");

it("moves, adds, copies and removes blocks without touching the list it was given", () => {
  expect(texts(moveBlock(blocks, 0, 2))).toBe("bca");
  expect(texts(moveBlock(blocks, 2, 0))).toBe("cab");
  expect(texts(moveBlock(blocks, 0, 5))).toBe("abc");
  expect(texts(insertBlock(blocks, 1, { kind: "heading", text: "x" }))).toBe("axbc");
  expect(texts(duplicateBlock(blocks, 1))).toBe("abbc");
  expect(texts(removeBlock(blocks, 1))).toBe("ac");
  expect(texts(blocks)).toBe("abc");
});

it("undoes and redoes, a stretch of typing at once", () => {
  const mail = (subject: string) => ({ en: { subject } });
  let history = begin(mail("a"));
  history = change(history, mail("b"));
  history = change(history, mail("bc"), true);
  history = change(history, mail("d"));
  expect(undo(history).present).toEqual(mail("bc"));
  expect(undo(undo(history)).present).toEqual(mail("a"));
  expect(undo(undo(undo(history))).present).toEqual(mail("a"));
  expect(redo(undo(history)).present).toEqual(mail("d"));
  expect(redo(history).present).toEqual(mail("d"));
});

it("names a block by its first words, without markup", () => {
  expect(firstWords({ kind: "text", html: "<p>Hello <b>you</b></p>" })).toBe("Hello you");
  expect(firstWords({ kind: "text", html: `<p>${"word ".repeat(40)}</p>` })).toHaveLength(60);
  expect(firstWords({ kind: "divider" })).toBe("");
});
