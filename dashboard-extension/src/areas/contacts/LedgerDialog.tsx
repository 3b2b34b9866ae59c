import { Button } from "@saleor/macaw-ui";
import { useRead } from "~/api/useRead";
import { openInDashboard, orderPath } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { When } from "~/ui/When";
import styles from "./contacts.module.css";
import { ContactLedgersDocument } from "./gql/graphql";
import { nodes, sourceWords } from "./names";

const signed = (points: number) => (points > 0 ? `+${points}` : String(points));

/** What moved somebody's scores and points, newest first. */
export function LedgerDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText();
  const { data, isLoading, problem, reload } = useRead(ContactLedgersDocument, { id });
  const scores = nodes(data?.automationContact?.scoreEntries);
  const points = nodes(data?.automationContact?.points.entries);
  return (
    <Dialog
      title={t("contacts.ledger")}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <Button type="button" variant="secondary" onClick={onClose}>
          {t("ui.close")}
        </Button>
      }
    >
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={5} />}
      {data && scores.length + points.length === 0 && (
        <span className={styles.muted}>{t("contacts.ledger.none")}</span>
      )}
      <ul className={styles.rows}>
        {points.map(({ id: entry, kind, pending, confirmed, reason, orderId, couponCode, occurredAt }) => (
          <li key={entry} className={styles.row}>
            <div>
              <Tag tone={(confirmed || pending) > 0 ? "success" : "warning"}>
                {signed(confirmed || pending)}
              </Tag>{" "}
              <strong>{t("contacts.points")}</strong> {t(`contacts.ledger.kind.${kind}`)}
              {!confirmed && pending !== 0 && ` (${t("contacts.ledger.pending")})`}
              <div className={styles.muted} dir="auto">
                {[reason, couponCode].filter(Boolean).join(" · ")}
                {orderId && (
                  <Button size="small" variant="tertiary" onClick={() => openInDashboard(orderPath(orderId))}>
                    {t("contacts.timeline.order")}
                  </Button>
                )}
              </div>
            </div>
            <When at={occurredAt} />
          </li>
        ))}
        {scores.map(({ id: entry, points: moved, reason, source, score, occurredAt }) => (
          <li key={entry} className={styles.row}>
            <div>
              <Tag tone={moved > 0 ? "success" : "warning"}>{signed(moved)}</Tag>{" "}
              <strong dir="auto">{score.name}</strong>
              <div className={styles.muted} dir="auto">
                {[reason, sourceWords(source, t)].filter(Boolean).join(" · ")}
              </div>
            </div>
            <When at={occurredAt} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
