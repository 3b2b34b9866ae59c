import { expect, it } from "vitest";
import { begin, change, freeId, readDefinition, redo, undo, type Definition, type Step } from "./definition";
import {
  changeStep,
  connect,
  insertAbove,
  insertStep,
  moveStep,
  reached,
  removeStep,
  START,
  waysOf,
  type PortsOf,
} from "./graph";
import { outline } from "./outline";

const portsOf: PortsOf = ({ kind, ways }) => {
  if (kind === "branch")
    return [
      { path: "then", label: "yes" },
      { path: "otherwise", label: "no" },
    ];
  if (kind === "split")
    return (ways as object[]).map((_, index) => ({ path: `ways.${index}.to`, label: `${index}` }));
  if (kind === "until") return [{ path: "on_missing", label: "without" }];
  return [];
};
const step = (id: string, fields: object = {}): Step => ({ id, kind: "wait", ...fields }) as Step;
const of = (...steps: Step[]): Definition => ({ trigger: { kind: "manual" }, steps });
/** "a>b" for every way that leads somewhere. */
const drawn = ({ steps }: Definition) =>
  [...waysOf(steps, portsOf)].flatMap(([from, led]) => [...led].map(([port, to]) => `${from}.${port}>${to}`));
const lines = (definition: Definition) =>
  outline(definition, portsOf).map((row) => {
    if (row.type === "step") return `${" ".repeat(row.depth)}${row.step.id}`;
    if (row.type === "way") return `${" ".repeat(row.depth)}(${row.label})`;
    if (row.type === "goto") return `${" ".repeat(row.depth)}->${row.target}`;
    return row.type === "out" ? `${" ".repeat(row.depth)}.` : row.type;
  });

const BRANCHED = of(
  step("a"),
  step("b", { kind: "branch", then: "yes", otherwise: "no" }),
  step("yes", { next: "after" }),
  step("no"),
  step("after"),
);

it("leads a way that names nothing to next, and without it to the step below", () => {
  const given = of(
    step("a", { kind: "branch", then: "c", next: "d" }),
    step("b", { kind: "until", on_missing: "d" }),
    step("c", { kind: "end" }),
    step("d"),
  );
  expect(drawn(given)).toEqual(["a.then>c", "a.otherwise>d", "b.next>c", "b.on_missing>d", "d.next>"]);
});

it("inserts into a line by standing there, without naming anything", () => {
  const next = insertStep(of(step("a"), step("b")), { from: "a", port: "next" }, step("x"), portsOf);
  expect(next.steps).toEqual([step("a"), step("x"), step("b")]);
  expect(insertStep(of(step("a")), START, step("x"), portsOf).steps).toEqual([step("x"), step("a")]);
  expect(insertStep(of(), START, step("x"), portsOf).steps).toEqual([step("x")]);
});

it("inserts on one way of a branch and leaves the other where it led", () => {
  const given = of(step("b", { kind: "branch" }), step("after"));
  const yes = insertStep(given, { from: "b", port: "then" }, step("x"), portsOf);
  expect(drawn(yes)).toEqual(["b.then>x", "b.otherwise>after", "x.next>after", "after.next>"]);
  const no = insertStep(yes, { from: "b", port: "otherwise" }, step("y"), portsOf);
  expect(drawn(no).sort()).toEqual([
    "after.next>",
    "b.otherwise>y",
    "b.then>x",
    "x.next>after",
    "y.next>after",
  ]);
});

it("inserts on a way out of the journey without anybody else falling into it", () => {
  const given = of(
    step("b", { kind: "branch", otherwise: "e" }),
    step("a"),
    step("e", { kind: "end" }),
    step("z"),
  );
  const next = insertStep(
    of(step("b", { kind: "until", on_missing: "a" }), step("a")),
    { from: "a", port: "next" },
    step("x"),
    portsOf,
  );
  expect(drawn(next)).toContain("a.next>x");
  const ended = insertStep(given, { from: "b", port: "otherwise" }, step("x"), portsOf);
  expect(drawn(ended)).toEqual(expect.arrayContaining(["b.otherwise>x", "x.next>e", "a.next>e", "b.then>a"]));
});

it("writes an end where a way must not fall into the step below", () => {
  const given = of(
    step("s", { kind: "split", ways: [{ to: "a" }, { to: "" }, { to: "c" }], next: "b" }),
    step("a", { next: "b" }),
    step("c", { next: "b" }),
    step("b"),
  );
  const next = connect(given, { from: "a", port: "next" }, "", portsOf);
  expect(next.steps.at(-1)).toEqual({ id: "end", kind: "end" });
  expect(drawn(next)).toContain("a.next>end");
  expect(drawn(next)).toContain("s.ways.1.to>b");
});

it("inserts above a step for everybody who comes there", () => {
  const next = insertAbove(BRANCHED, "after", step("x"), portsOf);
  expect(drawn(next)).toEqual(expect.arrayContaining(["yes.next>x", "no.next>x", "x.next>after"]));
});

it("removes a step from its line, and a branch with the ways nobody can go any more", () => {
  expect(removeStep(of(step("a"), step("b"), step("c")), "b", portsOf).steps).toEqual([step("a"), step("c")]);
  const next = removeStep(BRANCHED, "b", portsOf);
  expect(next.steps.map(({ id }) => id)).toEqual(["a", "yes", "after"]);
  expect(drawn(next)).toEqual(["a.next>yes", "yes.next>after", "after.next>"]);
});

it("begins with the first way when the first step, a branch, is removed", () => {
  const given = of(
    step("b", { kind: "branch", then: "x", otherwise: "y" }),
    step("y", { next: "z" }),
    step("x"),
    step("z"),
  );
  expect(removeStep(given, "b", portsOf).steps.map(({ id }) => id)).toEqual(["x", "z"]);
});

it("moves a step along and into ways, and no step that has several", () => {
  const given = of(step("a"), step("b"), step("c"));
  expect(moveStep(given, "b", START, portsOf).steps.map(({ id }) => id)).toEqual(["b", "a", "c"]);
  expect(moveStep(given, "c", START, portsOf).steps.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  expect(moveStep(given, "a", START, portsOf)).toBe(given);
  expect(moveStep(given, "a", { from: "b", port: "next" }, portsOf).steps.map(({ id }) => id)).toEqual([
    "b",
    "a",
    "c",
  ]);
  const into = moveStep(BRANCHED, "a", { from: "b", port: "otherwise" }, portsOf);
  expect(drawn(into)).toEqual(expect.arrayContaining(["b.otherwise>a", "a.next>no", "b.then>yes"]));
  expect(into.steps[0]!.id).toBe("b");
  expect(moveStep(BRANCHED, "b", START, portsOf)).toBe(BRANCHED);
});

it("renames a step everywhere it is named", () => {
  const next = changeStep(BRANCHED, "after", step("later"), portsOf);
  expect(drawn(next)).toEqual(expect.arrayContaining(["yes.next>later", "no.next>later"]));
});

it("keeps a target that is no step, for the marketer to mend", () => {
  const given = of(step("a", { next: "gone" }), step("b"), step("c"));
  expect(removeStep(given, "c", portsOf).steps[0]).toEqual(step("a", { next: "gone" }));
  expect([...reached(given.steps, portsOf)]).toEqual(["a"]);
});

it("lists ways indented, and goes on below where they meet", () => {
  expect(lines(BRANCHED)).toEqual(["a", "b", " (yes)", "  yes", " (no)", "  no", "after", "."]);
});

it("lets an inner branch go on where the outer one meets, and end where only it ends", () => {
  const given = of(
    step("b", { kind: "branch", then: "yes", otherwise: "s" }),
    step("yes", { next: "rest" }),
    step("s", { kind: "split", ways: [{ to: "m" }, { to: "stop" }] }),
    step("m"),
    step("rest"),
    step("stop", { kind: "end" }),
  );
  const way = [" (no)", "  s", "   (0)", "    m", "   (1)", "    stop", "rest", "->stop"];
  expect(lines(given)).toEqual(["b", " (yes)", "  yes", ...way]);
});

it("lists circles, early ends, goals and what nobody reaches", () => {
  const given = of(
    step("a"),
    step("b", { kind: "branch", then: "a", otherwise: "e" }),
    step("lost", { next: "e" }),
    step("e", { kind: "end" }),
    step("g", { kind: "goal" }),
  );
  expect(lines(given)).toEqual([
    "a",
    "b",
    " (yes)",
    "  ->a",
    " (no)",
    "  e",
    "anywhere",
    "g",
    "unreached",
    "lost",
  ]);
});

it("lists two hundred steps with forty branches quickly, each once", () => {
  const steps = Array.from({ length: 200 }, (_, index) =>
    step(`s${index}`, index % 5 === 0 ? { kind: "branch", otherwise: `s${Math.min(199, index + 3)}` } : {}),
  );
  const rows = outline(of(...steps), portsOf);
  expect(rows.filter(({ type }) => type === "step")).toHaveLength(200);
});

it("reads a half-done draft", () => {
  const read = readDefinition('{"steps": [{"kind": "wait"}, 5, {"kind": "wait", "id": "wait"}], "more": 1}');
  expect(read).toMatchObject({ trigger: { kind: "manual" }, exits: [], more: 1 });
  expect(read.steps.map(({ id }) => id)).toEqual(["wait", "wait-2"]);
  expect(freeId("wait-2", read.steps)).toBe("wait-3");
});

it("undoes and redoes, words at a time", () => {
  const [one, two, three] = [of(step("a")), of(step("b")), of(step("c"))];
  const history = change(change(change(begin(of()), one), two, "label"), three, "label");
  expect(undo(history).present).toBe(one);
  expect(redo(undo(history)).present).toBe(three);
  expect(undo(begin(one)).present).toBe(one);
});
