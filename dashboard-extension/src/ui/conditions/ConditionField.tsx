import { lazy, Suspense } from "react";
import { AreaTexts } from "~/text/AreaTexts";
import type { Json } from "../schema/jsonSchema";
import { LinesSkeleton } from "../Skeletons";

const Builder = lazy(() => import("./Builder"));

export interface ConditionFieldProps {
  label: string;
  hint?: string;
  /** What the shop refused about it. */
  error?: string;
  /** The condition as the shop keeps it; null or undefined asks nothing. */
  value: Json | null | undefined;
  /** Undefined when the last question is taken away. */
  onChange: (next: Json | undefined) => void;
  isRequired?: boolean;
  /** Whether the sentence is shown below; pages with a preview of their own leave it out. */
  hasSentence?: boolean;
}

/** A condition to be built question by question; loaded when it is first shown. */
export function ConditionField(props: ConditionFieldProps) {
  return (
    <Suspense fallback={<LinesSkeleton lines={2} />}>
      <AreaTexts area="conditions" folder="ui">
        <Builder {...props} />
      </AreaTexts>
    </Suspense>
  );
}
