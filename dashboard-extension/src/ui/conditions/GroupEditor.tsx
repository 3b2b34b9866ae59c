import { Button } from "@saleor/macaw-ui";
import { Plus, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useText } from "~/text/useText";
import { SelectField } from "../fields";
import type { Json } from "../schema/jsonSchema";
import styles from "./conditions.module.css";
import { FactDialog } from "./FactDialog";
import { begun, questionOf, type Fact } from "./question";
import { QuestionEditor } from "./QuestionEditor";
import { groupOf, MODES, writeGroup, type Group, type Mode } from "./tree";
import { UnknownPart } from "./UnknownPart";
import { useKnown } from "./useCatalogue";

interface GroupEditorProps {
  group: Group;
  /** What it is called for people who hear the page: "Condition", "Condition, group 2". */
  label: string;
  onChange: (group: Group) => void;
  /** Only groups inside others can be taken away. */
  onRemove?: () => void;
}

/** Questions and groups of which all, some or none must hold. A group whose last part goes, goes with it. */
export function GroupEditor({ group, label, onChange, onRemove }: GroupEditorProps) {
  const t = useText();
  const { currencies } = useKnown();
  const [adding, setAdding] = useState<"question" | "group" | null>(null);
  const { box, focusPart } = usePartFocus(group.children.length);
  const { mode, children } = group;
  const write = (next: readonly Json[]) => {
    if (next.length || !onRemove) onChange({ mode, children: next });
    else onRemove();
  };
  const add = (fact: Fact) => {
    const question = begun(fact, currencies);
    focusPart(children.length);
    setAdding(null);
    write([...children, adding === "group" ? { any: [question] } : question]);
  };
  const remove = (place: number) => {
    focusPart(-1);
    write(children.filter((_, index) => index !== place));
  };
  return (
    <div ref={box} className={onRemove ? styles.inner : styles.group} role="group" aria-label={label}>
      {(children.length > 1 || onRemove || mode !== "all") && (
        <div className={styles.head}>
          <SelectField
            label={t("conditions.mode")}
            value={mode}
            choices={MODES.map((value) => ({ value, label: t(`conditions.mode.${value}`) }))}
            onChange={(next) => onChange({ mode: next as Mode, children })}
          />
          {onRemove && (
            <Button
              type="button"
              variant="tertiary"
              size="small"
              icon={<Trash2 size={16} aria-hidden />}
              aria-label={t("conditions.removeGroup", { name: label })}
              onClick={onRemove}
            />
          )}
        </div>
      )}
      {children.map((child, index) => (
        <div key={keyOf(child, index)} className={styles.part} data-part={index}>
          {index > 0 && <div className={styles.joint}>{t(`conditions.joint.${mode}`)}</div>}
          <Part
            node={child}
            label={`${label}, ${index + 1}`}
            onChange={(next) => write(children.map((each, place) => (place === index ? next : each)))}
            onRemove={() => remove(index)}
          />
        </div>
      ))}
      <div className={styles.buttons} data-part="add">
        <Button type="button" variant="secondary" size="small" onClick={() => setAdding("question")}>
          <Plus size={14} aria-hidden /> {t("conditions.add")}
        </Button>
        {children.length > 0 && (
          <Button type="button" variant="tertiary" size="small" onClick={() => setAdding("group")}>
            <Plus size={14} aria-hidden /> {t("conditions.addGroup")}
          </Button>
        )}
      </div>
      {adding && <FactDialog onPick={add} onClose={() => setAdding(null)} />}
    </div>
  );
}

interface PartProps {
  node: Json;
  label: string;
  onChange: (next: Json) => void;
  onRemove: () => void;
}

function Part({ node, label, onChange, onRemove }: PartProps) {
  const { facts } = useKnown();
  const group = groupOf(node);
  if (group) {
    const write = (next: Group) => onChange(writeGroup(next));
    return <GroupEditor group={group} label={label} onChange={write} onRemove={onRemove} />;
  }
  const question = questionOf(node, facts);
  if (!question) return <UnknownPart node={node} onRemove={onRemove} />;
  return <QuestionEditor question={question} onChange={onChange} onRemove={onRemove} />;
}

/** A part that asks something else is another one: what was unfolded in it is folded again. */
const keyOf = (node: Json, index: number) =>
  `${index} ${typeof node === "object" && node !== null && "fact" in node ? String(node.fact) : ""}`;

/** After adding, the focus goes to the new part's first field; after removing, to the button that adds. */
function usePartFocus(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const name = wanted.current < 0 ? "add" : String(wanted.current);
    const part = box.current?.querySelector(`:scope > [data-part="${name}"]`);
    const fields = "input, select, textarea, [data-first]";
    (part?.querySelector<HTMLElement>(fields) ?? part?.querySelector<HTMLElement>("button"))?.focus();
    wanted.current = null;
  }, [count]);
  return {
    box,
    focusPart: (part: number) => {
      wanted.current = part;
    },
  };
}
