/** Numbers by day, as pictures need them: without gaps, and in as many bars as can be told apart. */

export interface Bucket {
  /** First day, as "2026-03-01". */
  day: string;
  /** Last day; the same one if the bar is one day. */
  until: string;
  values: readonly number[];
}

export interface Series {
  key: string;
  label: string;
}

const DAY_MS = 86_400_000;
const MOST_BARS = 100;
const SPANS = [1, 7, 28];

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** How many days make one bar of a period. */
export function spanOf(days: number): number {
  return SPANS.find((span) => days / span <= MOST_BARS) ?? SPANS.at(-1)!;
}

/**
 * Sum numbers into bars from one day to another, both included; days nothing is said about are zero. What lies outside
 * the period counts at its edge, so that the bars add up to the totals beside them.
 */
export function buckets(
  rows: readonly { day: string; values: readonly number[] }[],
  since: string,
  until: string,
  width: number,
): readonly Bucket[] {
  const first = Date.parse(`${since.slice(0, 10)}T00:00:00Z`);
  const last = Math.max(first, Date.parse(`${until.slice(0, 10)}T00:00:00Z`));
  const days = Math.round((last - first) / DAY_MS) + 1;
  const span = spanOf(days);
  const count = Math.ceil(days / span);
  const sums = Array.from({ length: count }, () => Array.from({ length: width }, () => 0));
  for (const { day, values } of rows) {
    const place = Math.floor((Date.parse(`${day}T00:00:00Z`) - first) / DAY_MS / span);
    const sum = sums[Math.min(count - 1, Math.max(0, place))]!;
    values.forEach((value, index) => {
      sum[index]! += value;
    });
  }
  return sums.map((values, index) => ({
    day: dayOf(first + index * span * DAY_MS),
    until: dayOf(Math.min(last, first + (index * span + span - 1) * DAY_MS)),
    values,
  }));
}

/** A round number not below the largest, for the top of an axis: 1, 2, 4 or 5 of a power of ten. */
export function niceTop(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((step) => step >= most)!;
}
