import type { Definition } from "./definition";
import type { JourneyPartsFragment } from "./gql/graphql";
import type { Edge } from "./graph";

export type StepProblem = JourneyPartsFragment["problems"][number];

/** What the list and the canvas show, and what can be done in both. */
export interface ViewProps {
  definition: Definition;
  /** Id of the step whose panel is open, START_PANEL for what lets people in. */
  selected: string | null;
  problems: readonly StepProblem[];
  /** People at each step now, on any version. */
  inside: ReadonlyMap<string, number>;
  isReadOnly: boolean;
  onSelect: (id: string) => void;
  onAdd: (edge: Edge) => void;
  onAddAbove: (id: string) => void;
  onRemove: (id: string) => void;
  /** Take an edit; `told` is read out. */
  onChange: (next: Definition, told: string) => void;
}

/** No id of a step: ids hold no colon. */
export const START_PANEL = ":start";
