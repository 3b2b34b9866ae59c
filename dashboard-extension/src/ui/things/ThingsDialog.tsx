import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useText } from "~/text/useText";
import { Dialog } from "../Dialog";
import { ErrorNotice } from "../ErrorNotice";
import { SearchField } from "../FilterBar";
import type { Json } from "../schema/jsonSchema";
import { LinesSkeleton } from "../Skeletons";
import styles from "./conditions.module.css";
import { numberOf, sourceOf } from "./things";

const PAGE = 25;

interface ThingsDialogProps {
  title: string;
  source: string;
  value: readonly Json[];
  isSingle: boolean;
  /** `names` holds what the chosen ones are called. */
  onChange: (next: readonly Json[], names: ReadonlyMap<string, string>) => void;
  onClose: () => void;
}

/** Search the shop for things and choose one, or some; the shop pages them, however many there are. */
export function ThingsDialog({ title, source: name, value, isSingle, onChange, onClose }: ThingsDialogProps) {
  const t = useText();
  const source = sourceOf(name)!;
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const found = useConnection(source.search, { search: search.trim() || null }, (data) => data.found, {
    pageSize: PAGE,
  });
  const valueOf = (given: string): Json | null => (source.type ? numberOf(given) : given);
  const kept = value.filter((each) => !dropped.has(String(each)));
  const read = (each: string): Json => (source.type ? Number(each) : each);
  const isChosen = (key: string) => chosen.has(key) || kept.some((each) => String(each) === key);

  const toggle = (key: string, label: string) => {
    if (isSingle) {
      onChange([read(key)], new Map([[key, label]]));
      return;
    }
    const next = new Map(chosen);
    const without = new Set(dropped);
    if (isChosen(key)) {
      next.delete(key);
      without.add(key);
    } else {
      next.set(key, label);
      without.delete(key);
    }
    setChosen(next);
    setDropped(without);
  };
  const added = [...chosen.keys()].filter((key) => !kept.some((each) => String(each) === key)).map(read);
  const isEmpty = !found.isLoading && !found.problem && !found.rows.length;
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
              {t("conditions.take", { count: kept.length + added.length })}
            </Button>
          )}
        </>
      }
    >
      <SearchField label={t("conditions.searchThings")} value={search} onChange={setSearch} />
      <p className="visually-hidden" role="status">
        {found.total != null && t("ui.found", { count: found.total })}
      </p>
      <ErrorNotice problem={found.problem} onRetry={found.reload} />
      {found.isLoading && !found.rows.length && <LinesSkeleton lines={5} />}
      {isEmpty && (
        <p className={styles.muted}>
          {t(search.trim() ? "conditions.nothingFound" : "conditions.nothingThere")}
        </p>
      )}
      <ul className={styles.found} aria-label={title}>
        {found.rows.map(({ id, value: given, label }) => {
          const key = String(valueOf(given) ?? "");
          if (!key) return null;
          return (
            <li key={id}>
              {isSingle ? (
                <button
                  type="button"
                  className={styles.fact}
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
          );
        })}
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
            {found.isLoadingMore ? t("ui.loading") : t("conditions.loadMore")}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
