import { useText } from "~/text/useText";
import { Notice, type NoticeTone } from "~/ui/Notice";
import type { SimulationPartsFragment } from "./gql/graphql";

const TONES: Readonly<Record<string, NoticeTone>> = { FAILED: "critical", INTERRUPTED: "warning" };

/** A simulation that ended without an answer: why, and what to do. */
export function Outcome({ simulation: { state, problem } }: { simulation: SimulationPartsFragment }) {
  const t = useText();
  return (
    <Notice tone={TONES[state] ?? "info"} title={t(`simulations.ended.${state}`)}>
      {problem && <p>{problem}</p>}
      {t(`simulations.endedText.${state}`)}
    </Notice>
  );
}
