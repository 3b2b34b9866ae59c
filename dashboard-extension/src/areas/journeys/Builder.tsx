import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useText } from "~/text/useText";
import { LinesSkeleton } from "~/ui/Skeletons";
import { newStep } from "./definition";
import { insertAbove, insertStep, removeStep, type Edge } from "./graph";
import styles from "./journeys.module.css";
import { blankFields, nameOf, titleOf, useWorld, type Kind } from "./kinds";
import { Palette } from "./Palette";
import { StartPanel } from "./StartPanel";
import { StepList } from "./StepList";
import { StepPanel } from "./StepPanel";
import type { Draft } from "./useDraft";
import { START_PANEL, type ViewProps } from "./view";

const Canvas = lazy(() => import("./Canvas"));

type Place = { edge: Edge } | { above: string };

interface BuilderProps {
  draft: Draft;
  isList: boolean;
  /** The step to open, named by a problem somebody clicked. */
  selected: string | null;
  onSelect: (id: string | null) => void;
}

/** The draft as canvas or list, and the panel of what is chosen in it. */
export function Builder({ draft, isList, selected, onSelect }: BuilderProps) {
  const t = useText();
  const world = useWorld();
  const [adding, setAdding] = useState<Place | null>(null);
  const [told, setTold] = useState("");
  const { definition, journey } = draft;
  const isReadOnly = journey.status === "ARCHIVED";
  const step = definition.steps.find(({ id }) => id === selected);
  const inside = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { stepId, count } of journey.inside) counts.set(stepId, (counts.get(stepId) ?? 0) + count);
    return counts;
  }, [journey.inside]);

  const add = (kind: Kind) => {
    if (!adding) return;
    const made = newStep(kind.kind, blankFields(kind), definition.steps);
    const next =
      "edge" in adding
        ? insertStep(definition, adding.edge, made, world.portsOf)
        : insertAbove(definition, adding.above, made, world.portsOf);
    setAdding(null);
    draft.edit(next);
    setTold(t("journeys.added", { step: titleOf(made, world) }));
    onSelect(made.id);
  };
  const remove = (id: string) => {
    const gone = definition.steps.find((each) => each.id === id);
    const next = removeStep(definition, id, world.portsOf);
    draft.edit(next);
    const count = definition.steps.length - next.steps.length;
    setTold(t("journeys.removed", { step: gone ? nameOf(gone, world) : id, count }));
    if (selected === id) onSelect(null);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = (event.target as Element | null)?.closest?.(
        "input, textarea, select, [contenteditable]",
      );
      if (isTyping || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) draft.redo();
      else draft.undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [draft]);

  const view: ViewProps = {
    definition,
    selected,
    problems: journey.problems,
    inside,
    isReadOnly,
    onSelect,
    onAdd: (edge) => setAdding({ edge }),
    onAddAbove: (above) => setAdding({ above }),
    onRemove: remove,
    onChange: (next, words) => {
      draft.edit(next);
      setTold(words);
    },
  };
  return (
    <div className={styles.builder}>
      <div className={styles.view}>
        {isList ? (
          <StepList {...view} />
        ) : (
          <Suspense fallback={<LinesSkeleton lines={6} />}>
            <Canvas {...view} />
          </Suspense>
        )}
        <p className="visually-hidden" role="status">
          {told}
        </p>
      </div>
      {selected === START_PANEL && (
        <StartPanel
          definition={definition}
          problems={journey.problems}
          isReadOnly={isReadOnly}
          onEdit={draft.edit}
          onClose={() => onSelect(null)}
        />
      )}
      {step && (
        <StepPanel
          key={step.id}
          step={step}
          definition={definition}
          problems={journey.problems}
          isReadOnly={isReadOnly}
          onEdit={(next, about) => {
            const renamed = next.steps.find(({ id }) => !definition.steps.some((each) => each.id === id));
            draft.edit(next, about);
            if (renamed) onSelect(renamed.id);
          }}
          onRemove={remove}
          onClose={() => onSelect(null)}
        />
      )}
      {adding && <Palette onPick={add} onClose={() => setAdding(null)} />}
    </div>
  );
}
