import { Button } from "@saleor/macaw-ui";
import { Trash2 } from "lucide-react";
import { useText } from "~/text/useText";
import type { Json } from "../schema/jsonSchema";
import styles from "./conditions.module.css";

/** A part from a newer shop or written by hand: kept as it is, shown as it is written. */
export function UnknownPart({ node, onRemove }: { node: Json; onRemove: () => void }) {
  const t = useText();
  return (
    <div className={styles.question} role="group" aria-label={t("conditions.unknown")}>
      <div className={styles.head}>
        <strong>{t("conditions.unknown")}</strong>
        <Button
          type="button"
          variant="tertiary"
          size="small"
          icon={<Trash2 size={16} aria-hidden />}
          aria-label={t("conditions.remove", { name: t("conditions.unknown") })}
          onClick={onRemove}
        />
      </div>
      <p className={styles.muted}>{t("conditions.unknownText")}</p>
      <pre className={styles.json}>{JSON.stringify(node, null, 2)}</pre>
    </div>
  );
}
