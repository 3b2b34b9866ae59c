import { Button } from "@saleor/macaw-ui";
import { useConnection } from "~/api/useConnection";
import { openInDashboard, orderPath } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useHasText, useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag, type TagTone } from "~/ui/Tag";
import { Amount } from "~/ui/When";
import styles from "./contacts.module.css";
import { ContactOrdersDocument } from "./gql/graphql";

const TONES: Readonly<Record<string, TagTone>> = {
  UNCONFIRMED: "warning",
  UNFULFILLED: "warning",
  PARTIALLY_FULFILLED: "info",
  FULFILLED: "success",
};

/** What somebody ordered, newest first; each leads to its page in the Dashboard. */
export function OrdersCard({ id }: { id: string }) {
  const t = useText();
  const has = useHasText();
  const formats = useFormats();
  const orders = useConnection(ContactOrdersDocument, { id }, (data) => data.automationContact?.orders, {
    pageSize: 5,
  });
  // A status of a newer shop is shown as it is called there.
  const statusOf = (status: string) => {
    const text = `contacts.orders.status.${status}`;
    return has(text) ? t(text) : status.replaceAll("_", " ").toLowerCase();
  };
  return (
    <Card title={t("contacts.orders")}>
      <ErrorNotice problem={orders.problem} onRetry={orders.reload} />
      {orders.isLoading && !orders.rows.length && <LinesSkeleton />}
      {!orders.isLoading && !orders.problem && orders.rows.length === 0 && (
        <span className={styles.muted}>{t("contacts.orders.none")}</span>
      )}
      <ul className={styles.rows} aria-label={t("contacts.orders")}>
        {orders.rows.map((order) => (
          <li key={order.id} className={styles.row}>
            <div>
              {order.status ? (
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => openInDashboard(orderPath(order.id))}
                >
                  {t("contacts.orders.number", { number: order.number })}
                </button>
              ) : (
                t("contacts.orders.number", { number: order.number })
              )}
              <div className={styles.muted}>
                <time dateTime={order.placedAt}>{formats.dateTime(order.placedAt)}</time>
              </div>
            </div>
            <div className={styles.order}>
              {order.status ? (
                <Tag tone={TONES[order.status]}>{statusOf(order.status)}</Tag>
              ) : (
                <Tag>{t("contacts.orders.gone")}</Tag>
              )}
              <span className={styles.amount}>
                <Amount {...order.total} />
              </span>
            </div>
          </li>
        ))}
      </ul>
      {orders.hasMore && (
        <Button size="small" variant="tertiary" disabled={orders.isLoadingMore} onClick={orders.loadMore}>
          {orders.isLoadingMore ? t("ui.loading") : t("contacts.more")}
        </Button>
      )}
    </Card>
  );
}
