import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { TextField } from "~/ui/fields";
import styles from "./journeys.module.css";
import { useWorld, type Kind } from "./kinds";

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every kind of step the shop knows, found by typing; Enter takes the first one. */
export function Palette({ onPick, onClose }: { onPick: (kind: Kind) => void; onClose: () => void }) {
  const t = useText();
  const { steps } = useWorld();
  const [search, setSearch] = useState("");
  const found = [...steps.values()].filter(({ kind, title, description }) =>
    plain(`${title} ${description} ${kind}`).includes(plain(search.trim())),
  );
  return (
    <Dialog
      title={t("journeys.addStep")}
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
      <TextField label={t("journeys.searchSteps")} value={search} onChange={setSearch} />
      <p className="visually-hidden" role="status">
        {t("ui.found", { count: found.length })}
      </p>
      <div className={styles.palette}>
        {found.map((kind) => (
          <button key={kind.kind} type="button" className={styles.kind} onClick={() => onPick(kind)}>
            <strong>{kind.title}</strong>
            <span className={styles.muted}>{kind.description}</span>
          </button>
        ))}
        {!found.length && <p className={styles.muted}>{t("journeys.noSteps")}</p>}
      </div>
    </Dialog>
  );
}
