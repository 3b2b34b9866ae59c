/** The period of a simulation as days of the reader, and as the moments the shop is asked with. */

export interface Period {
  /** First and last day, as "2026-03-01". */
  since: string;
  until: string;
}

export const LONGEST_DAYS = 732;

const DAY_MS = 86_400_000;
/** The shop refuses a moment that has not been yet, and this computer's clock may be fast. */
const BEHIND_MS = 10 * 60_000;

const pad = (number: number) => String(number).padStart(2, "0");

/** The reader's own day of a moment. */
export const dayOf = (moment: Date) =>
  `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;

export function lastDays(count: number, now: Date): Period {
  const first = new Date(now);
  first.setDate(first.getDate() - count);
  return { since: dayOf(first), until: dayOf(now) };
}

/** Return what is wrong with a period, or null. */
export function periodProblem(
  { since, until }: Period,
  now: Date,
): "missing" | "order" | "future" | "long" | null {
  if (!since || !until) return "missing";
  if (until > dayOf(now)) return "future";
  if (since > until) return "order";
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS + 1;
  return days > LONGEST_DAYS ? "long" : null;
}

/** From the first day's midnight to the last one's, both the reader's; today ends a few minutes ago. */
export function momentsOf({ since, until }: Period, now: Date): { since: string; until: string } {
  const end = new Date(`${until}T00:00:00`);
  end.setDate(end.getDate() + 1);
  const latest = new Date(now.getTime() - BEHIND_MS);
  return {
    since: new Date(`${since}T00:00:00`).toISOString(),
    until: (end < latest ? end : latest).toISOString(),
  };
}
