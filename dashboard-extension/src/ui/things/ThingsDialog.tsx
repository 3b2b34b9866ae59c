import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useText } from "~/text/useText";
import { Dialog } from "../Dialog";
import { ErrorNotice } from "../ErrorNotice";
import { SearchField } from "../FilterBar";
import type { Json } from "../schema/jsonSchema";
import { LinesSkeleton } from "../Skeletons";
import { labelOf, sourceOf, valueOf, type SourceName } from "./things";
import styles from "./things.module.css";

const PAGE = 25;

interface ThingsDialogProps {
  title: string;
  source: SourceName;
  value: readonly Json[];
  isSingle: boolean;
  /** Values that cannot be chosen, because they are there already. */
  without?: readonly string[];
  /** What it says when the shop has none at all: how one is made. */
  noneText?: string;
  /** `names` holds what the chosen ones are called, by their value as text. */
  onChange: (next: readonly Json[], names: ReadonlyMap<string, string>) => void;
  onClose: () => void;
}

/** Search the shop for things and choose one, or some; the shop pages them, however many there are. */
export function ThingsDialog({
  title,
  source: name,
  value,
  isSingle,
  without = [],
  noneText,
  onChange,
  onClose,
}: ThingsDialogProps) {
  const t = useText();
  const source = sourceOf(name);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const found = useConnection(source.search, { search: search.trim() || null }, (data) => data.found, {
    pageSize: PAGE,
  });
  const kept = value.filter((each) => !dropped.has(String(each)));
  const read = (each: string): Json => (source.type ? Number(each) : each);
  const isChosen = (key: string) => chosen.has(key) || kept.some((each) => String(each) === key);

  const toggle = (key: string, label: string) => {
    if (isSingle) {
      onChange([read(key)], new Map([[key, label]]));
      return;
    }
    const next = new Map(chosen);
    const gone = new Set(dropped);
    if (isChosen(key)) {
      next.delete(key);
      gone.add(key);
    } else {
      next.set(key, label);
      gone.delete(key);
    }
    setChosen(next);
    setDropped(gone);
  };
  const added = [...chosen.keys()].filter((key) => !kept.some((each) => String(each) === key)).map(read);
  const shown = found.rows.flatMap((thing) => {
    const given = valueOf(source, thing);
    const key = String(given ?? "");
    return key && !without.includes(key) ? [{ id: thing.id, key, label: labelOf(thing) }] : [];
  });
  const isEmpty = !found.isLoading && !found.problem && !found.hasMore && !shown.length;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          {!isSingle && (
            <Button type="button" onClick={() => onChange([...kept, ...added], chosen)}>
              {t("ui.things.take", { count: kept.length + added.length })}
            </Button>
          )}
        </>
      }
    >
      <SearchField label={t("ui.things.search")} value={search} onChange={setSearch} />
      <p className="visually-hidden" role="status">
        {found.total != null && t("ui.found", { count: found.total })}
      </p>
      <ErrorNotice problem={found.problem} onRetry={found.reload} />
      {found.isLoading && !found.rows.length && <LinesSkeleton lines={5} />}
      {isEmpty && (
        <p className={styles.muted}>
          {search.trim() ? t("ui.things.nothingFound") : (noneText ?? t("ui.things.nothingThere"))}
        </p>
      )}
      <ul className={styles.found} aria-label={title}>
        {shown.map(({ id, key, label }) => (
          <li key={id}>
            {isSingle ? (
              <button
                type="button"
                className={styles.thing}
                aria-current={isChosen(key)}
                onClick={() => toggle(key, label)}
              >
                <span dir="auto">{label}</span>
              </button>
            ) : (
              <label className={styles.choice}>
                <input type="checkbox" checked={isChosen(key)} onChange={() => toggle(key, label)} />
                <span dir="auto">{label}</span>
              </label>
            )}
          </li>
        ))}
      </ul>
      {found.hasMore && (
        <div>
          <Button
            type="button"
            variant="secondary"
            size="small"
            disabled={found.isLoadingMore}
            onClick={found.loadMore}
          >
            {found.isLoadingMore ? t("ui.loading") : t("ui.things.more")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
