import { render, screen } from "@testing-library/react";
import { IntlProvider } from "react-intl";
import { expect, it } from "vitest";
import { relativeParts, useFormats } from "./format";
import { formatLocale, languageOf } from "./languages";

it.each([
  ["2026-11-22T09:00:00Z", [-3, "hour"]],
  ["2026-11-24T12:00:00Z", [2, "day"]],
  ["2026-11-22T11:59:31Z", [0, "second"]],
  ["2024-10-01T12:00:00Z", [-2, "year"]],
])("says how far %s is from noon", (value, parts) => {
  expect(relativeParts(new Date(value), new Date("2026-11-22T12:00:00Z"))).toEqual(parts);
});

it("writes money and dates as the reader does, a date without a time in no zone", () => {
  function Probe() {
    const formats = useFormats();
    return (
      <p>
        {[formats.money("1234.5", "EUR"), formats.date("2026-03-01"), formats.percent(0.124)].join(" | ")}
      </p>
    );
  }
  render(
    <IntlProvider locale="it" timeZone="America/New_York">
      <Probe />
    </IntlProvider>,
  );
  expect(screen.getByText(/1234,50\s€ \| 1 mar 2026 \| 12,4%/)).toBeInTheDocument();
});

it("falls back to English words, and keeps a locale's own formats", () => {
  expect(["it-CH", "en", "pl", "zh-Hant"].map(languageOf)).toEqual(["it", "en", "en", "en"]);
  expect(["pt_BR", "it", "not a locale"].map(formatLocale)).toEqual(["pt-BR", "it", "en"]);
});
