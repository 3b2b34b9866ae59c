import { Button } from "@saleor/macaw-ui";
import { useId, useState } from "react";
import { useText } from "~/text/useText";
import { Hint } from "../fields";
import type { Json } from "../schema/jsonSchema";
import { Tag, Tags } from "../Tag";
import styles from "./conditions.module.css";
import { ThingsDialog } from "./ThingsDialog";
import { useNames } from "./useNames";

interface ThingsFieldProps {
  label: string;
  /** Title of the window to choose in, where the label alone says too little. */
  title?: string;
  source: string;
  /** Texts for what is known by a slug or a name, numbers for what is the shop's own. */
  value: readonly Json[];
  onChange: (next: readonly Json[]) => void;
  isSingle?: boolean;
  error?: string;
}

/** Things of the shop that were chosen, by name, and a window to search for others. */
export function ThingsField({
  label,
  title = label,
  source,
  value,
  onChange,
  isSingle = false,
  error,
}: ThingsFieldProps) {
  const t = useText();
  const id = useId();
  const [isChoosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const names = useNames(source, value);
  const nameOf = (each: Json) => names.get(String(each)) ?? chosen.get(String(each)) ?? String(each);
  return (
    <div className={styles.things} role="group" aria-labelledby={id}>
      <div id={id} className={styles.label}>
        {label}
      </div>
      {value.length > 0 && (
        <Tags>
          {value.map((each) => (
            <Tag
              key={String(each)}
              removeLabel={t("conditions.takeAway", { name: nameOf(each) })}
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
          {t(isSingle && value.length ? "conditions.chooseOther" : "conditions.choose")}
        </Button>
      </div>
      <Hint error={error} />
      {isChoosing && (
        <ThingsDialog
          title={title}
          source={source}
          value={value}
          isSingle={isSingle}
          onClose={() => setChoosing(false)}
          onChange={(next, things) => {
            setChosen(new Map([...chosen, ...things]));
            onChange(next);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
