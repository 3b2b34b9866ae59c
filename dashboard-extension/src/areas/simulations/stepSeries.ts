import { buckets, type Bucket, type Series } from "~/ui/charts/series";
import type { Report } from "./Report";

/** Steps with a colour of their own; the mails of all others are one part of the bar. */
const MOST_STEPS = 5;

/** Mails by day, as one part of the bar for each step that sends, in the journey's order. */
export function stepSeries(
  steps: Report["steps"],
  messages: Report["messages"],
  since: string,
  until: string,
  others: string,
): { series: readonly Series[]; data: readonly Bucket[] } {
  const senders = steps.filter(({ sent }) => sent > 0);
  const most = new Set(
    [...senders]
      .sort((one, other) => other.sent - one.sent)
      .slice(0, senders.length > MOST_STEPS ? MOST_STEPS : senders.length)
      .map(({ stepId }) => stepId),
  );
  const own = senders.filter(({ stepId }) => most.has(stepId));
  const hasOthers = messages.some(({ stepId, sent }) => sent > 0 && !most.has(stepId));
  const series = [
    ...own.map(({ stepId, label }) => ({ key: stepId, label: label || stepId })),
    ...(hasOthers ? [{ key: "", label: others }] : []),
  ];
  const places = new Map(own.map(({ stepId }, index) => [stepId, index]));
  const rows = messages.map(({ day, stepId, sent }) => {
    const place = places.get(stepId) ?? own.length;
    return { day, values: series.map((_, index) => (index === place ? sent : 0)) };
  });
  return { series, data: buckets(rows, since, until, series.length) };
}
