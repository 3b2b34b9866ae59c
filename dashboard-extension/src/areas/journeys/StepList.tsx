import { Button } from "@saleor/macaw-ui";
import { ArrowDown, ArrowUp, CornerDownRight, Plus, Trash2 } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { Tag } from "~/ui/Tag";
import type { Step } from "./definition";
import { START, type Edge } from "./graph";
import styles from "./journeys.module.css";
import { nameOf, summary, titleOf, useWorld } from "./kinds";
import { movedDown, movedUp } from "./moving";
import { outline, type Row } from "./outline";
import { StartCard } from "./StartCard";
import type { ViewProps } from "./view";

/** The journey as a list: everything the canvas can do, with the keyboard alone. */
export function StepList(props: ViewProps) {
  const { definition, onAdd, isReadOnly } = props;
  const t = useText();
  const { portsOf } = useWorld();
  const rows = useMemo(() => outline(definition, portsOf), [definition, portsOf]);
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
  const keepFocus = (what: string, id: string) => {
    wanted.current = `${what} ${id}`;
  };
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
            <Line row={row} rows={rows} keepFocus={keepFocus} {...props} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface LineProps extends ViewProps {
  row: Row;
  rows: readonly Row[];
  keepFocus: (what: string, id: string) => void;
}

function Line({ row, ...props }: LineProps) {
  const t = useText();
  const world = useWorld();
  const { definition, onAdd, isReadOnly } = props;
  if (row.type === "step") return <StepRow step={row.step} row={row} {...props} />;
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

function StepRow({ step, row, rows, keepFocus, ...props }: LineProps & { step: Step }) {
  const t = useText();
  const world = useWorld();
  const {
    definition,
    selected,
    onSelect,
    onAdd,
    onAddAbove,
    onRemove,
    onChange,
    problems,
    inside,
    isReadOnly,
  } = props;
  const name = nameOf(step, world);
  const wrong = problems.filter(({ stepId }) => stepId === step.id);
  const up = isReadOnly ? null : movedUp(definition, rows, step.id, world.portsOf);
  const down = isReadOnly ? null : movedDown(definition, step.id, world.portsOf);
  const isAlone = row.type === "step" && !row.into && !row.isJoin;
  const canAddBelow = !isAlone && world.portsOf(step).length < 2 && step.kind !== "end";
  return (
    <div className={styles.stepRow} data-step={step.id}>
      <button
        type="button"
        className={selected === step.id ? styles.stepChosen : styles.step}
        aria-expanded={selected === step.id}
        onClick={() => onSelect(step.id)}
      >
        <strong>{titleOf(step, world)}</strong>
        <span dir="auto">{summary(step, world)}</span>
        {(inside.get(step.id) ?? 0) > 0 && (
          <Tag>{t("journeys.insideCount", { count: inside.get(step.id)! })}</Tag>
        )}
        {!world.steps.has(step.kind) && <Tag tone="warning">{t("journeys.unknownKind")}</Tag>}
        {wrong.length > 0 && (
          <Tag tone="critical">{t("journeys.problemsCount", { count: wrong.length })}</Tag>
        )}
      </button>
      {!isReadOnly && (
        <div className={styles.tools}>
          <Button
            variant="tertiary"
            size="small"
            data-what="up"
            icon={<ArrowUp size={14} aria-hidden />}
            aria-label={t("journeys.moveUp", { step: name })}
            disabled={!up}
            onClick={() => {
              keepFocus("up", step.id);
              if (up) onChange(up, t("journeys.moved", { step: name }));
            }}
          />
          <Button
            variant="tertiary"
            size="small"
            data-what="down"
            icon={<ArrowDown size={14} aria-hidden />}
            aria-label={t("journeys.moveDown", { step: name })}
            disabled={!down}
            onClick={() => {
              keepFocus("down", step.id);
              if (down) onChange(down, t("journeys.moved", { step: name }));
            }}
          />
          <Button
            variant="tertiary"
            size="small"
            icon={<Trash2 size={14} aria-hidden />}
            aria-label={t("journeys.remove", { step: name })}
            onClick={() => onRemove(step.id)}
          />
          {row.type === "step" && row.isJoin && (
            <AddButton onAdd={() => onAddAbove(step.id)} label={t("journeys.addAbove", { step: name })} />
          )}
          {canAddBelow && (
            <AddButton
              edge={{ from: step.id, port: "next" }}
              onAdd={onAdd}
              label={t("journeys.addBelow", { step: name })}
            />
          )}
        </div>
      )}
    </div>
  );
}

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
