import { useId, useState, type ReactNode } from "react";
import { useRead } from "~/api/useRead";
import { Hint } from "../fields";
import { labelOf, sourceOf, valueOf, type SourceName } from "./things";
import styles from "./things.module.css";
import { useLater } from "./useLater";

const SHOWN = 20;

interface SuggestedFieldProps {
  label: string;
  source: SourceName;
  value: string;
  hint?: ReactNode;
  error?: string;
  isRequired?: boolean;
  onChange: (next: string) => void;
}

/** A word one may choose, from what the shop has like it, or make up: tags are made when they are first given. */
export function SuggestedField({
  label,
  source: name,
  value,
  hint,
  error,
  isRequired,
  onChange,
}: SuggestedFieldProps) {
  const id = useId();
  const source = sourceOf(name);
  const [isUsed, setUsed] = useState(false);
  const search = useLater(value.trim());
  const { data } = useRead(source.search, { first: SHOWN, search: search || null }, { pause: !isUsed });
  return (
    <div className={styles.field}>
      <div className={error ? `${styles.box} ${styles.wrong}` : styles.box}>
        <label className={styles.label} htmlFor={id}>
          {isRequired ? `${label} *` : label}
        </label>
        <input
          id={id}
          className={styles.typed}
          list={`${id}-list`}
          dir="auto"
          value={value}
          aria-required={isRequired}
          aria-invalid={Boolean(error)}
          aria-describedby={error || hint ? `${id}-hint` : undefined}
          onFocus={() => setUsed(true)}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <datalist id={`${id}-list`}>
        {(data?.found?.edges ?? []).map(({ node }) => (
          <option key={node.id} value={String(valueOf(source, node))}>
            {labelOf(node)}
          </option>
        ))}
      </datalist>
      <Hint id={`${id}-hint`} error={error} hint={hint} />
    </div>
  );
}
