import { useMemo } from "react";
import { useIntl } from "react-intl";

export interface Formats {
  money: (amount: number | string, currency: string) => string;
  number: (value: number) => string;
  /** "it" → "Italian"; what is no code of a language stays. */
  language: (code: string) => string;
  /** "DE" → "Germany" */
  country: (code: string) => string;
  /** 0.124 → "12.4 %" */
  percent: (share: number) => string;
  date: (value: string | Date) => string;
  dateTime: (value: string | Date) => string;
  /** "3 hours ago", "in 2 days" */
  relative: (value: string | Date, now?: Date) => string;
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Return how many of the largest fitting unit lie between two moments; negative is the past, less than a minute is now. */
export function relativeParts(value: Date, now: Date): [number, Intl.RelativeTimeFormatUnit] {
  const seconds = (value.getTime() - now.getTime()) / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? [];
  return unit && size ? [Math.trunc(seconds / size), unit] : [0, "second"];
}

export const isPast = (moment: string, now = new Date()) => new Date(moment) < now;

/** Return the formats of the reader: language from the Dashboard, time zone from the browser. */
export function useFormats(): Formats {
  const intl = useIntl();
  return useMemo(
    () => ({
      money: (amount, currency) => intl.formatNumber(Number(amount), { style: "currency", currency }),
      number: (value) => intl.formatNumber(value),
      language: (code) => intl.formatDisplayName(code, { type: "language", fallback: "code" }) ?? code,
      country: (code) => intl.formatDisplayName(code, { type: "region", fallback: "code" }) ?? code,
      percent: (share) => intl.formatNumber(share, { style: "percent", maximumFractionDigits: 1 }),
      // A date without a time is the same day everywhere; read as midnight UTC it would be the day before in Boston.
      date: (value) =>
        intl.formatDate(value, {
          dateStyle: "medium",
          ...(typeof value === "string" && value.length === 10 ? { timeZone: "UTC" } : {}),
        }),
      dateTime: (value) => intl.formatDate(value, { dateStyle: "medium", timeStyle: "short" }),
      relative: (value, now = new Date()) =>
        intl.formatRelativeTime(...relativeParts(new Date(value), now), { numeric: "auto" }),
    }),
    [intl],
  );
}
