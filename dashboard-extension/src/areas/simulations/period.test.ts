import { expect, it } from "vitest";
import { dayOf, lastDays, momentsOf, periodProblem } from "./period";

const NOW = new Date(2026, 10, 22, 14, 30);

it("counts back from today, over the change of clocks too", () => {
  expect(lastDays(90, NOW)).toEqual({ since: "2026-08-24", until: "2026-11-22" });
});

it("asks for whole days of the reader, and today only as far as it has been", () => {
  const { since, until } = momentsOf({ since: "2026-11-01", until: "2026-11-22" }, NOW);
  expect(new Date(since)).toEqual(new Date(2026, 10, 1));
  expect(new Date(until)).toEqual(new Date(2026, 10, 22, 14, 20));

  expect(new Date(momentsOf({ since: "2026-11-01", until: "2026-11-20" }, NOW).until)).toEqual(
    new Date(2026, 10, 21),
  );
});

it.each([
  [{ since: "", until: "2026-11-22" }, "missing"],
  [{ since: "2026-11-23", until: "2026-11-22" }, "order"],
  [{ since: "2026-11-01", until: "2026-11-23" }, "future"],
  [{ since: "2024-11-20", until: "2026-11-22" }, "long"],
  [{ since: "2024-11-21", until: "2026-11-22" }, null],
  [{ since: "2026-11-22", until: "2026-11-22" }, null],
])("finds what is wrong with %o", (period, problem) => {
  expect(periodProblem(period, NOW)).toBe(problem);
  expect(dayOf(NOW)).toBe("2026-11-22");
});
