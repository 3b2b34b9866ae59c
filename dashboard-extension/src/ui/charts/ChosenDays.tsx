import { useState } from "react";
import { Choices } from "../Choices";
import { DaysChart } from "./DaysChart";
import type { Series } from "./series";

interface ChosenDaysProps {
  /** What is chosen, for people who hear it. */
  label: string;
  /** What there is to choose; the first is shown to begin with. */
  series: readonly Series[];
  /** Each day with a value of every series. */
  days: readonly { day: string; values: readonly number[] }[];
}

/** One of several numbers, day by day: those that are no parts of one whole cannot stand on each other. */
export function ChosenDays({ label, series, days }: ChosenDaysProps) {
  const [chosen, setChosen] = useState(series[0]!.key);
  const place = Math.max(
    0,
    series.findIndex(({ key }) => key === chosen),
  );
  const shown = series[place]!;
  return (
    <DaysChart
      label={shown.label}
      data={days.map(({ day, values }) => ({ day, until: day, values: [values[place]!] }))}
      series={[shown]}
      choices={
        <Choices
          label={label}
          value={shown.key}
          onChange={setChosen}
          choices={series.map((each) => ({ value: each.key, label: each.label }))}
        />
      }
    />
  );
}
