import { useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import type { Problem } from "~/api/problems";
import { useRead } from "~/api/useRead";
import type { Json } from "../schema/jsonSchema";
import { ConditionPreviewDocument, type ConditionPreviewQuery } from "./gql/graphql";

const TYPING_MS = 500;

export type Preview = NonNullable<ConditionPreviewQuery["automationSegmentPreview"]>;

interface Previewing {
  /** What the shop said last; of an older condition while `isOld`. */
  preview: Preview | null;
  isOld: boolean;
  problem: Problem | null;
  reload: () => void;
}

/**
 * Ask the shop, once typing pauses, what a condition says and whom it finds; null asks nothing. `slug` names the segment
 * it is of, so that circles are found.
 */
export function usePreview(
  condition: Json | null,
  { slug, hasSample = false }: { slug?: string; hasSample?: boolean } = {},
): Previewing {
  const { locale } = useIntl();
  const text = condition === null ? null : JSON.stringify(condition);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  const { data, problem, reload } = useRead(
    ConditionPreviewDocument,
    { condition: asked ?? "", language: locale, slug: slug ?? null, hasSample },
    { pause: asked === null },
  );
  const last = useRef<{ text: string | null; preview: Preview } | null>(null);
  const found = asked === null ? null : (data?.automationSegmentPreview ?? null);
  if (found && found !== last.current?.preview) last.current = { text: asked, preview: found };
  const preview = text === null ? null : (last.current?.preview ?? null);
  return { preview, isOld: preview !== null && last.current?.text !== text, problem, reload };
}
