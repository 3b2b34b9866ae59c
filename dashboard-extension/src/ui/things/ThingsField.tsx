import { Button } from "@saleor/macaw-ui";
import { ChevronDown, X } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { useText } from "~/text/useText";
import { Hint } from "../fields";
import type { Json } from "../schema/jsonSchema";
import { Tag, Tags } from "../Tag";
import type { SourceName } from "./things";
import styles from "./things.module.css";
import { ThingsDialog } from "./ThingsDialog";
import { useNames } from "./useNames";

interface FieldProps {
  label: string;
  /** Title of the window to choose in, where the label alone says too little. */
  title?: string;
  source: SourceName;
  hint?: ReactNode;
  error?: string;
  isRequired?: boolean;
  /** Values that cannot be chosen, because they are there already. */
  without?: readonly string[];
  /** What the window says when the shop has none at all: how one is made. */
  noneText?: string;
}

interface ThingsFieldProps extends FieldProps {
  /** Texts for what is known by a slug or a name, numbers for what is the shop's own. */
  value: readonly Json[];
  onChange: (next: readonly Json[]) => void;
}

/** What chosen ones are called: as the shop says now, or as it said when they were chosen; else what is stored. */
function useChosen(source: SourceName, value: readonly Json[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const names = useNames(source, value);
  return {
    nameOf: (each: Json) =>
      names.get(String(each))?.label ?? chosen.get(String(each)) ?? (String(each) || undefined),
    keep: (more: ReadonlyMap<string, string>) => setChosen(new Map([...chosen, ...more])),
  };
}

/** Things of the shop that were chosen, by name, and a window to search for others. */
export function ThingsField(props: ThingsFieldProps) {
  const { label, title = label, source, hint, error, isRequired, without, noneText, value, onChange } = props;
  const t = useText();
  const id = useId();
  const [isChoosing, setChoosing] = useState(false);
  const { nameOf, keep } = useChosen(source, value);
  return (
    <div className={styles.things} role="group" aria-labelledby={id} aria-describedby={`${id}-hint`}>
      <div id={id} className={styles.label}>
        {isRequired ? `${label} *` : label}
      </div>
      {value.length > 0 && (
        <Tags>
          {value.map((each) => (
            <Tag
              key={String(each)}
              removeLabel={t("ui.things.takeAway", { name: nameOf(each) })}
              onRemove={() => onChange(value.filter((other) => other !== each))}
            >
              {nameOf(each)}
            </Tag>
          ))}
        </Tags>
      )}
      <div>
        <Button
          type="button"
          variant="secondary"
          size="small"
          aria-haspopup="dialog"
          data-first
          onClick={() => setChoosing(true)}
        >
          {t("ui.things.choose")}
        </Button>
      </div>
      <Hint id={`${id}-hint`} error={error} hint={hint} />
      {isChoosing && (
        <ThingsDialog
          title={title}
          source={source}
          value={value}
          isSingle={false}
          without={without}
          noneText={noneText}
          onClose={() => setChoosing(false)}
          onChange={(next, things) => {
            keep(things);
            onChange(next);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}

interface ThingFieldProps extends FieldProps {
  /** The slug, name or number; "" and null for none. */
  value: Json;
  /** Null for none. */
  onChange: (next: Json) => void;
  /** What it says while nothing is chosen. */
  emptyLabel?: string;
  /** As one of the filters above a table. */
  isFilter?: boolean;
}

const NONE: readonly Json[] = [];

/** One thing of the shop: looks like a select, and opens a window to search in, however many there are. */
export function ThingField(props: ThingFieldProps) {
  const { label, title = label, source, hint, error, isRequired = false, without, value, onChange } = props;
  const { emptyLabel, noneText, isFilter = false } = props;
  const t = useText();
  const id = useId();
  const [isChoosing, setChoosing] = useState(false);
  const isEmpty = value === null || value === "";
  const values = isEmpty ? NONE : [value];
  const { nameOf, keep } = useChosen(source, values);
  const name = isEmpty ? undefined : nameOf(value);
  return (
    <div className={isFilter ? styles.filterField : styles.field}>
      <div
        className={[
          isFilter ? styles.filter : styles.box,
          error && styles.wrong,
          isFilter && !isEmpty && styles.active,
        ]
          .filter(Boolean)
          .join(" ")}
      >
        <button
          type="button"
          className={styles.opener}
          aria-haspopup="dialog"
          aria-describedby={error || hint ? `${id}-hint` : undefined}
          data-first
          onClick={() => setChoosing(true)}
        >
          <span className={styles.label}>{isRequired ? `${label} *` : label}</span>{" "}
          <span className={styles.value}>
            <span dir="auto" className={name ? styles.name : styles.empty}>
              {name ?? emptyLabel ?? t(isFilter ? "ui.all" : "ui.things.choose")}
            </span>
            <ChevronDown size={14} aria-hidden />
          </span>
        </button>
        {!isEmpty && !isRequired && (
          <button
            type="button"
            className={styles.clear}
            aria-label={t(isFilter ? "ui.clearFilter" : "ui.things.takeAway", {
              name: isFilter ? label : name,
            })}
            onClick={() => onChange(null)}
          >
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
      <Hint id={`${id}-hint`} error={error} hint={hint} />
      {isChoosing && (
        <ThingsDialog
          title={title}
          source={source}
          value={values}
          isSingle
          without={without}
          noneText={noneText}
          onClose={() => setChoosing(false)}
          onChange={([next], things) => {
            keep(things);
            onChange(next!);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
