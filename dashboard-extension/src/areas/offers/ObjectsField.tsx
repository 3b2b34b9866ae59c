import { Button } from "@saleor/macaw-ui";
import { useId } from "react";
import { useText } from "~/text/useText";
import { Hint } from "~/ui/fields";
import type { Choice } from "~/ui/FilterBar";
import { Tag, Tags } from "~/ui/Tag";
import styles from "./offers.module.css";

interface ObjectsFieldProps {
  label: string;
  hint?: string;
  error?: string;
  chosen: readonly Choice[];
  found: readonly Choice[];
  search: string;
  onSearch: (search: string) => void;
  onAdd: (value: string) => void;
  onRemove: (value: string) => void;
}

const SHOWN = 8;

/** Some things of the shop, found by name. */
export function ObjectsField({
  label,
  hint,
  error,
  chosen,
  found,
  search,
  onSearch,
  onAdd,
  onRemove,
}: ObjectsFieldProps) {
  const t = useText();
  const id = useId();
  const taken = new Set(chosen.map(({ value }) => value));
  const open = search.trim() ? found.filter(({ value }) => !taken.has(value)).slice(0, SHOWN) : [];
  return (
    <div className={styles.objects}>
      <label htmlFor={id}>{label}</label>
      {chosen.length > 0 && (
        <Tags>
          {chosen.map(({ value, label: name }) => (
            <Tag key={value} onRemove={() => onRemove(value)} removeLabel={t("offers.remove", { name })}>
              {name}
            </Tag>
          ))}
        </Tags>
      )}
      <input
        id={id}
        type="search"
        className={styles.input}
        placeholder={t("offers.searchByName")}
        value={search}
        aria-invalid={Boolean(error)}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        onChange={(event) => onSearch(event.target.value)}
        // Enter would send the form around it.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {open.length > 0 && (
        <div className={styles.found} role="group" aria-label={t("offers.found")}>
          {open.map((each) => (
            <Button
              key={each.value}
              type="button"
              size="small"
              variant="tertiary"
              onClick={() => {
                onAdd(each.value);
                onSearch("");
              }}
            >
              {each.label}
            </Button>
          ))}
        </div>
      )}
      <Hint id={`${id}-hint`} error={error} hint={hint} />
    </div>
  );
}
