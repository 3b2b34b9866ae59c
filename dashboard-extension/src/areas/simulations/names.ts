import { useEnding } from "~/text/useEnding";
import { useHasText, useText } from "~/text/useText";
import type { TagTone } from "~/ui/Tag";
import type { AutomationSimulationState } from "./gql/graphql";

export const simulationPath = (id: string) => `/simulations/${encodeURIComponent(id)}`;
export const startPath = (journeyId: string) => `/simulations/new/${encodeURIComponent(journeyId)}`;
export const journeyPath = (id: string) => `/journeys/${encodeURIComponent(id)}`;
export const contactPath = (id: string) => `/contacts/${encodeURIComponent(id)}`;

export const STATES: readonly AutomationSimulationState[] = [
  "WAITING",
  "RUNNING",
  "DONE",
  "CANCELLED",
  "FAILED",
  "INTERRUPTED",
];

export const TONES: Record<AutomationSimulationState, TagTone> = {
  WAITING: "default",
  RUNNING: "info",
  DONE: "success",
  CANCELLED: "default",
  FAILED: "critical",
  INTERRUPTED: "warning",
};

export const isOpen = (state: AutomationSimulationState) => state === "WAITING" || state === "RUNNING";

/** Return what the engine's reasons are called; one of a newer shop is said with its own letters. */
export function useReason(): (reason: string) => string {
  const t = useText();
  const hasText = useHasText();
  const endingOf = useEnding();
  return (reason) => {
    const id = `simulations.reason.${reason.replaceAll(" ", "_")}`;
    return hasText(id) ? t(id) : endingOf(reason);
  };
}
