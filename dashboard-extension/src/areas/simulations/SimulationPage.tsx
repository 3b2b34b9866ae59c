import { Button } from "@saleor/macaw-ui";
import { lazy, Suspense, useEffect, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Page } from "~/ui/Page";
import { LinesSkeleton, PageSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import {
  SimulationCancelDocument,
  SimulationProgressDocument,
  type SimulationPartsFragment,
} from "./gql/graphql";
import { isOpen, startPath, TONES } from "./names";
import { Outcome } from "./Outcome";
import { Progress } from "./Progress";

const Report = lazy(() => import("./Report"));
const ASK_MS = 2_000;

/** One simulation: how far it is, and in the end what it found out. */
export function SimulationPage() {
  const t = useText();
  const { id = "" } = useParams();
  const { data, isLoading, problem, reload } = useRead(SimulationProgressDocument, { id });
  const simulation = data?.automationSimulation;
  const isRunning = Boolean(simulation && isOpen(simulation.state));
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = window.setInterval(reload, ASK_MS);
    return () => window.clearInterval(timer);
  }, [isRunning, reload]);

  if (isLoading) return <PageSkeleton />;
  if (simulation) {
    return (
      <Shown key={simulation.id} simulation={simulation} reload={reload}>
        <ErrorNotice problem={problem} onRetry={reload} />
      </Shown>
    );
  }
  return (
    <Page title={t("simulations.one")} back="/simulations">
      <ErrorNotice problem={problem} onRetry={reload} />
      {!problem && <EmptyState title={t("simulations.gone")} text={t("simulations.goneText")} />}
    </Page>
  );
}

interface ShownProps {
  simulation: SimulationPartsFragment;
  reload: () => void;
  children: ReactNode;
}

function Shown({ simulation, reload, children }: ShownProps) {
  const t = useText();
  const formats = useFormats();
  const navigate = useNavigate();
  const cancel = useSave(SimulationCancelDocument, (data) => data.automationSimulationCancel);
  const { state, journey, journeySlug, since, until } = simulation;
  const stop = async () => {
    // Refused is also what ended in this moment: the page then shows how.
    await cancel.save({ id: simulation.id });
    reload();
  };
  const name = journey?.name ?? t("simulations.goneJourney", { slug: journeySlug });
  return (
    <Page
      title={<span dir="auto">{name}</span>}
      back="/simulations"
      aside={
        <>
          <Tag tone={TONES[state]}>{t(`simulations.state.${state}`)}</Tag>
          <span>{`${formats.date(new Date(since))} – ${formats.date(new Date(until))}`}</span>
        </>
      }
      actions={
        isOpen(state) ? (
          <Button variant="secondary" disabled={cancel.isSaving} onClick={() => void stop()}>
            {cancel.isSaving ? t("ui.working") : t("simulations.cancel")}
          </Button>
        ) : (
          journey && (
            <Button variant="secondary" onClick={() => navigate(startPath(journey.id))}>
              {t("simulations.again")}
            </Button>
          )
        )
      }
    >
      {children}
      <ErrorNotice problem={cancel.problem} onRetry={() => void stop()} />
      {isOpen(state) && <RefusalNotice refusals={cancel.refusals.all} />}
      {isOpen(state) && <Progress simulation={simulation} />}
      {state === "DONE" ? (
        <Suspense fallback={<LinesSkeleton lines={8} />}>
          <Report simulation={simulation} />
        </Suspense>
      ) : (
        !isOpen(state) && <Outcome simulation={simulation} />
      )}
    </Page>
  );
}
