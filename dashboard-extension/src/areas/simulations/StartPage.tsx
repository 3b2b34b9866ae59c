import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { Choices } from "~/ui/Choices";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, NumberField, TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import { Page } from "~/ui/Page";
import { PageSkeleton } from "~/ui/Skeletons";
import { useKept } from "~/ui/useKept";
import { SimulationJourneyDocument, SimulationStartDocument } from "./gql/graphql";
import { journeyPath, simulationPath } from "./names";
import { dayOf, lastDays, LONGEST_DAYS, momentsOf, periodProblem, type Period } from "./period";
import styles from "./simulations.module.css";

const PERIODS = [30, 90, 180, 365];
const USUAL = 90;
const MOST_SEED = 2 ** 31 - 1;

/** Choose the past a journey's draft is sent through. */
export function StartPage() {
  const t = useText();
  const { journeyId = "" } = useParams();
  const { data, isLoading, problem, reload } = useRead(SimulationJourneyDocument, { id: journeyId });
  const journey = data?.automationJourney;
  if (isLoading) return <PageSkeleton />;
  if (journey) return <StartForm key={journey.id} journey={journey} />;
  return (
    <Page title={t("simulations.create")} back="/simulations/new">
      <ErrorNotice problem={problem} onRetry={reload} />
      {!problem && <EmptyState title={t("simulations.noSuchJourney")} />}
    </Page>
  );
}

interface StartFormProps {
  journey: { id: string; name: string; problems: readonly { stepId: string; message: string }[] };
}

function StartForm({ journey }: StartFormProps) {
  const t = useText();
  const navigate = useNavigate();
  const [now] = useState(() => new Date());
  const [period, setPeriod] = useKept<Period>(`simulations.period.${journey.id}`, lastDays(USUAL, now));
  const [seed, setSeed] = useState<number | null>(1);
  const start = useSave(SimulationStartDocument, (data) => data.automationJourneySimulate);
  const wrong = periodProblem(period, now);
  const isSeed = seed !== null && Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED;
  const preset = PERIODS.find((days) => {
    const { since, until } = lastDays(days, now);
    return since === period.since && until === period.until;
  });
  const save = async () => {
    if (wrong || !isSeed) return;
    const moments = momentsOf(period, new Date());
    const asked = await start.save({ journeyId: journey.id, input: { ...moments, seed } });
    if (asked?.simulation) navigate(simulationPath(asked.simulation.id));
  };
  const errorOf = (part: "since" | "until") => {
    const own = wrong === "future" || wrong === "missing" ? "until" : "since";
    const ours = wrong && part === own ? t(`simulations.period.${wrong}`, { days: LONGEST_DAYS }) : undefined;
    return ours ?? start.refusals.for(part);
  };
  const day = (part: "since" | "until") => (
    <TextField
      type="date"
      label={t(`simulations.${part}`)}
      value={period[part]}
      error={errorOf(part)}
      onChange={(next) => setPeriod({ ...period, [part]: next })}
      isRequired
    />
  );
  return (
    <Page
      title={<span dir="auto">{t("simulations.startTitle", { journey: journey.name })}</span>}
      back={journeyPath(journey.id)}
      actions={
        <Button disabled={Boolean(wrong) || !isSeed || start.isSaving} onClick={() => void save()}>
          {start.isSaving ? t("ui.working") : t("simulations.start")}
        </Button>
      }
    >
      <div className={styles.form}>
        <p className={styles.line}>{t("simulations.about")}</p>
        <Notice title={t("simulations.noLift")}>{t("simulations.noLiftText")}</Notice>
        {journey.problems.length > 0 && (
          <Notice tone="warning" title={t("simulations.draftProblems", { count: journey.problems.length })}>
            <ul className={styles.problems}>
              {journey.problems.map(({ stepId, message }) => (
                <li key={`${stepId} ${message}`}>{message}</li>
              ))}
            </ul>
            <Link to={journeyPath(journey.id)}>{t("simulations.openDraft")}</Link>
          </Notice>
        )}
        <ErrorNotice problem={start.problem} onRetry={() => void save()} />
        <RefusalNotice refusals={start.refusals.besides(["since", "until", "seed"])} />
        <Card title={t("simulations.period")}>
          <Fields>
            <div>
              <Choices
                label={t("simulations.period")}
                value={String(preset ?? "")}
                choices={PERIODS.map((days) => ({
                  value: String(days),
                  label: t("simulations.lastDays", { days }),
                }))}
                onChange={(days) => setPeriod(lastDays(Number(days), now))}
              />
            </div>
            <div className={styles.pair}>
              {day("since")}
              {day("until")}
            </div>
            <p className={styles.muted}>{t("simulations.periodHint", { today: dayOf(now) })}</p>
            <NumberField
              label={t("simulations.seed")}
              hint={t("simulations.seedHint")}
              error={isSeed ? start.refusals.for("seed") : t("simulations.seedWrong", { most: MOST_SEED })}
              value={seed}
              onChange={setSeed}
              min={0}
              max={MOST_SEED}
              step={1}
              isRequired
            />
          </Fields>
        </Card>
      </div>
    </Page>
  );
}
