import { Button } from "@saleor/macaw-ui";
import { useRead } from "~/api/useRead";
import { frameSubject, openOwnPage } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Facts } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { When } from "~/ui/When";
import { WidgetOrderDocument, type WidgetOrderQuery } from "./gql/graphql";
import { Toolbar } from "./Part";
import styles from "./places.module.css";

type Credit = NonNullable<NonNullable<WidgetOrderQuery["order"]>["automationAttribution"]>;

/** Beside an order: the message it is credited to. */
export function OrderWidget() {
  const t = useText();
  const { data, isLoading, problem, reload } = useRead(WidgetOrderDocument, { id: frameSubject("orderId") });
  const credit = data?.order?.automationAttribution;
  return (
    <>
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton />}
      {data && !credit && <p className={styles.muted}>{t("places.order.none")}</p>}
      {credit && <Led credit={credit} />}
    </>
  );
}

function Led({ credit }: { credit: Credit }) {
  const t = useText();
  const { message, journey, touch } = credit;
  const way = touch === "coupon" ? "coupon" : "click";
  return (
    <>
      <p className={styles.words}>{t(`places.order.${way}`)}</p>
      <Facts
        facts={[
          [t("places.order.message"), <span dir="auto">{message?.subject || t("places.order.gone")}</span>],
          [t("places.order.journey"), <span dir="auto">{journey?.name ?? t("places.order.gone")}</span>],
          [t(`places.order.${way}At`), <When at={credit.touchedAt} isExact />],
          [t("places.order.orderedAt"), <When at={credit.orderedAt} isExact />],
        ]}
      />
      <Toolbar>
        {journey && (
          <Button
            size="small"
            variant="secondary"
            onClick={() => openOwnPage(`/journeys/${encodeURIComponent(journey.id)}`)}
          >
            {t("places.order.openJourney")}
          </Button>
        )}
        {message?.contact && (
          <Button
            size="small"
            variant="tertiary"
            onClick={() => openOwnPage(`/contacts/${encodeURIComponent(message.contact!.id)}`)}
          >
            {t("places.order.openContact")}
          </Button>
        )}
      </Toolbar>
    </>
  );
}
