import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useHasText, useText } from "~/text/useText";
import { Dialog } from "../Dialog";
import { TextField } from "../fields";
import styles from "./conditions.module.css";
import type { Fact } from "./question";
import { useKnown } from "./useCatalogue";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Everything that can be asked, by subject, found by typing; Enter takes the first one. */
export function FactDialog({ onPick, onClose }: { onPick: (fact: Fact) => void; onClose: () => void }) {
  const t = useText();
  const hasText = useHasText();
  const { facts } = useKnown();
  const [search, setSearch] = useState("");
  const nameOf = (group: string) =>
    hasText(`conditions.subject.${group}`) ? t(`conditions.subject.${group}`) : group;
  const found = [...facts.values()].filter(({ key, label, group }) =>
    plain(`${label} ${key} ${nameOf(group)}`).includes(plain(search.trim())),
  );
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <Dialog
      title={t("conditions.ask")}
      isOpen
      isWide
      onClose={onClose}
      onSubmit={() => found[0] && onPick(found[0])}
      actions={
        <Button type="button" variant="secondary" onClick={onClose}>
          {t("ui.cancel")}
        </Button>
      }
    >
      <TextField label={t("conditions.search")} value={search} onChange={setSearch} />
      <p className="visually-hidden" role="status">
        {t("ui.found", { count: found.length })}
      </p>
      <div className={styles.facts}>
        {groups.map((group) => (
          <section key={group} aria-label={nameOf(group)}>
            <h3 className={styles.subject}>{nameOf(group)}</h3>
            {found
              .filter((fact) => fact.group === group)
              .map((fact) => (
                <button key={fact.key} type="button" className={styles.fact} onClick={() => onPick(fact)}>
                  {fact.label}
                </button>
              ))}
          </section>
        ))}
        {!found.length && <p className={styles.muted}>{t("conditions.noSuchFact")}</p>}
      </div>
    </Dialog>
  );
}
