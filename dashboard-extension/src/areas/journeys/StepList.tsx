import { Button } from "@saleor/macaw-ui";
import { ArrowDown, ArrowUp, CornerDownRight, Plus, Trash2 } from "lucide-react";
import { memo, useEffect, useMemo, useRef } from "react";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { Tag } from "~/ui/Tag";
import type { Step } from "./definition";
import { START, type Edge } from "./graph";
import styles from "./journeys.module.css";
import { nameOf, summary, titleOf, useWorld } from "./kinds";
import { movedDown, movedUp, movesOf } from "./moving";
import { outline, type Row } from "./outline";
import { StartCard } from "./StartCard";
import type { ViewProps } from "./view";

/** The journey as a list: everything the canvas can do, with the keyboard alone. */
export function StepList(props: ViewProps) {
  const { definition, selected, problems, inside, onAdd, isReadOnly } = props;
  const t = useText();
  const { portsOf } = useWorld();
  const rows = useMemo(() => outline(definition, portsOf), [definition, portsOf]);
  const moves = useMemo(() => movesOf(definition, rows, portsOf), [definition, rows, portsOf]);
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef("");
  useEffect(() => {
    // A moved row keeps the focus on the button that moved it, as far as it can go on.
    if (!wanted.current) return;
    const [what, id] = wanted.current.split(" ");
    const row = list.current?.querySelector(`[data-step="${CSS.escape(id ?? "")}"]`);
    const button = row?.querySelector<HTMLButtonElement>(`[data-what="${what}"]:not(:disabled)`);
    (button ?? row?.querySelector<HTMLButtonElement>("button"))?.focus();
    wanted.current = "";
  }, [rows]);
  const deeds = useDeeds(props, rows, wanted);
  const wrongOf = (id: string) => problems.filter(({ stepId }) => stepId === id).length;
  return (
    <div className={styles.steps}>
      <StartCard {...props} />
      {!isReadOnly && <AddButton edge={START} onAdd={onAdd} label={t("journeys.addFirst")} />}
      {!definition.steps.length && (
        <EmptyState title={t("journeys.noStepsYet")} text={t("journeys.noStepsYetText")} />
      )}
      <ol ref={list} className={styles.rows} aria-label={t("journeys.steps")}>
        {rows.map((row, index) => (
          <li
            key={row.type === "step" ? row.step.id : `${row.type} ${index}`}
            style={{ paddingInlineStart: "depth" in row ? row.depth * 16 : 0 }}
          >
            {row.type === "step" ? (
              <StepRow
                step={row.step}
                isAlone={!row.into && !row.isJoin}
                isJoin={row.isJoin}
                isChosen={selected === row.step.id}
                wrong={wrongOf(row.step.id)}
                people={inside.get(row.step.id) ?? 0}
                canGoUp={moves.up.has(row.step.id)}
                canGoDown={moves.down.has(row.step.id)}
                isReadOnly={isReadOnly}
                deeds={deeds}
              />
            ) : (
              <Line row={row} {...props} />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

type Deeds = Pick<ViewProps, "onSelect" | "onAdd" | "onAddAbove" | "onRemove"> & {
  move: (step: Step, what: "up" | "down") => void;
};

/**
 * What can be done with a row, always the same object: rows that did not change are not drawn again while somebody types
 * into one of hundreds.
 */
function useDeeds(props: ViewProps, rows: readonly Row[], wanted: { current: string }): Deeds {
  const t = useText();
  const world = useWorld();
  const latest = useRef({ props, rows, world, t });
  latest.current = { props, rows, world, t };
  return useMemo(
    () => ({
      onSelect: (id) => latest.current.props.onSelect(id),
      onAdd: (edge) => latest.current.props.onAdd(edge),
      onAddAbove: (id) => latest.current.props.onAddAbove(id),
      onRemove: (id) => latest.current.props.onRemove(id),
      move: (step, what) => {
        const { definition, onChange } = latest.current.props;
        const { portsOf } = latest.current.world;
        const next =
          what === "up"
            ? movedUp(definition, latest.current.rows, step.id, portsOf)
            : movedDown(definition, step.id, portsOf);
        if (!next) return;
        wanted.current = `${what} ${step.id}`;
        onChange(next, latest.current.t("journeys.moved", { step: nameOf(step, latest.current.world) }));
      },
    }),
    [wanted],
  );
}

function Line({ row, definition, onAdd, isReadOnly }: ViewProps & { row: Exclude<Row, { type: "step" }> }) {
  const t = useText();
  const world = useWorld();
  if (row.type === "way") {
    return (
      <div className={styles.way}>
        <CornerDownRight size={14} aria-hidden />
        <Tag>{row.label}</Tag>
        {!isReadOnly && (
          <AddButton edge={row.edge} onAdd={onAdd} label={t("journeys.addOnWay", { way: row.label })} />
        )}
      </div>
    );
  }
  if (row.type === "goto") {
    const target = definition.steps.find(({ id }) => id === row.target);
    return (
      <p className={styles.muted}>
        {t("journeys.goesTo", { step: target ? nameOf(target, world) : row.target })}
      </p>
    );
  }
  if (row.type === "out") return <p className={styles.muted}>{t("journeys.endsHere")}</p>;
  return <h3 className={styles.group}>{t(`journeys.group.${row.type}`)}</h3>;
}

interface StepRowProps {
  step: Step;
  /** Nobody comes to it by a way. */
  isAlone: boolean;
  isJoin: boolean;
  isChosen: boolean;
  /** How many problems it has. */
  wrong: number;
  people: number;
  canGoUp: boolean;
  canGoDown: boolean;
  isReadOnly: boolean;
  deeds: Deeds;
}

const StepRow = memo(function StepRow(props: StepRowProps) {
  const { step, isAlone, isJoin, isChosen, wrong, people, canGoUp, canGoDown, isReadOnly, deeds } = props;
  const t = useText();
  const world = useWorld();
  const name = nameOf(step, world);
  const canAddBelow = !isAlone && world.portsOf(step).length < 2 && step.kind !== "end";
  return (
    <div className={styles.stepRow} data-step={step.id}>
      <button
        type="button"
        className={isChosen ? styles.stepChosen : styles.step}
        aria-expanded={isChosen}
        onClick={() => deeds.onSelect(step.id)}
      >
        <strong>{titleOf(step, world)}</strong>
        <span dir="auto">{summary(step, world)}</span>
        {people > 0 && <Tag>{t("journeys.insideCount", { count: people })}</Tag>}
        {!world.steps.has(step.kind) && <Tag tone="warning">{t("journeys.unknownKind")}</Tag>}
        {wrong > 0 && <Tag tone="critical">{t("journeys.problemsCount", { count: wrong })}</Tag>}
      </button>
      {!isReadOnly && (
        <div className={styles.tools}>
          <Button
            variant="tertiary"
            size="small"
            data-what="up"
            icon={<ArrowUp size={14} aria-hidden />}
            aria-label={t("journeys.moveUp", { step: name })}
            disabled={!canGoUp}
            onClick={() => deeds.move(step, "up")}
          />
          <Button
            variant="tertiary"
            size="small"
            data-what="down"
            icon={<ArrowDown size={14} aria-hidden />}
            aria-label={t("journeys.moveDown", { step: name })}
            disabled={!canGoDown}
            onClick={() => deeds.move(step, "down")}
          />
          <Button
            variant="tertiary"
            size="small"
            icon={<Trash2 size={14} aria-hidden />}
            aria-label={t("journeys.remove", { step: name })}
            onClick={() => deeds.onRemove(step.id)}
          />
          {isJoin && (
            <AddButton
              onAdd={() => deeds.onAddAbove(step.id)}
              label={t("journeys.addAbove", { step: name })}
            />
          )}
          {canAddBelow && (
            <AddButton
              edge={{ from: step.id, port: "next" }}
              onAdd={deeds.onAdd}
              label={t("journeys.addBelow", { step: name })}
            />
          )}
        </div>
      )}
    </div>
  );
});

function AddButton({
  edge = START,
  onAdd,
  label,
}: {
  edge?: Edge;
  onAdd: (edge: Edge) => void;
  label: string;
}) {
  return (
    <Button
      variant="tertiary"
      size="small"
      icon={<Plus size={14} aria-hidden />}
      aria-label={label}
      title={label}
      onClick={() => onAdd(edge)}
    />
  );
}
