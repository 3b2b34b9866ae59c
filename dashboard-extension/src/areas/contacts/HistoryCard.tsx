import { Button } from "@saleor/macaw-ui";
import {
  Bell,
  Coins,
  Eye,
  Gauge,
  Mail,
  MousePointerClick,
  Package,
  Route,
  ShoppingCart,
  Tag as TagIcon,
  UserRound,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { useConnection } from "~/api/useConnection";
import { openInDashboard, orderPath } from "~/bridge/dashboard";
import { useHasText, useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag, type TagTone } from "~/ui/Tag";
import { When } from "~/ui/When";
import styles from "./contacts.module.css";
import { detailOf } from "./eventDetail";
import {
  ContactEventsDocument,
  ContactMessagesDocument,
  type AutomationMessageState,
  type ContactEventsQuery,
  type ContactMessagesQuery,
} from "./gql/graphql";

type Event = NonNullable<ContactEventsQuery["automationContact"]>["events"]["edges"][number]["node"];
type Message = NonNullable<ContactMessagesQuery["automationContact"]>["messages"]["edges"][number]["node"];

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/checkout/, ShoppingCart],
  [/order/, Package],
  [/clicked/, MousePointerClick],
  [/viewed|shown/, Eye],
  [/message|subscribed|confirmation|address|list/, Mail],
  [/tag|segment/, TagIcon],
  [/score/, Gauge],
  [/points|tier|coupon/, Coins],
  [/journey/, Route],
  [/contact|customer|field/, UserRound],
];
const iconOf = (kind: string): LucideIcon => ICONS.find(([pattern]) => pattern.test(kind))?.[1] ?? Bell;

/** What somebody did and what became of the mails to them; newest first. */
export function HistoryCard({ id }: { id: string }) {
  const t = useText();
  const [shown, setShown] = useState<"events" | "messages">("events");
  return (
    <Card
      title={t("contacts.history")}
      actions={(["events", "messages"] as const).map((each) => (
        <Button
          key={each}
          size="small"
          variant={shown === each ? "secondary" : "tertiary"}
          aria-pressed={shown === each}
          onClick={() => setShown(each)}
        >
          {t(`contacts.history.${each}`)}
        </Button>
      ))}
    >
      {shown === "events" ? <Events id={id} /> : <Messages id={id} />}
    </Card>
  );
}

function Events({ id }: { id: string }) {
  const t = useText();
  const data = useConnection(ContactEventsDocument, { id }, (answer) => answer.automationContact?.events, {
    pageSize: 30,
  });
  return (
    <>
      <ErrorNotice problem={data.problem} onRetry={data.reload} />
      {data.isLoading && <LinesSkeleton lines={6} />}
      {!data.isLoading && !data.problem && data.rows.length === 0 && (
        <span className={styles.muted}>{t("contacts.history.events.none")}</span>
      )}
      <ol className={styles.timeline}>
        {data.rows.map((event) => (
          <EventEntry key={event.id} event={event} />
        ))}
      </ol>
      {data.hasMore && (
        <Button size="small" variant="tertiary" disabled={data.isLoadingMore} onClick={data.loadMore}>
          {data.isLoadingMore ? t("ui.loading") : t("contacts.more")}
        </Button>
      )}
    </>
  );
}

function EventEntry({ event }: { event: Event }) {
  const t = useText();
  const hasText = useHasText();
  const Icon = iconOf(event.kind);
  const known = `contacts.event.${event.kind}`;
  const { orderId } = event;
  const detail = detailOf(event.data, event.message?.subject);
  return (
    <li className={styles.entry}>
      <span className={styles.entryIcon}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={styles.entryWords}>
        {hasText(known) ? t(known) : event.kind.replace(/^custom:/, "").replaceAll("_", " ")}
        {orderId && (
          <Button size="small" variant="tertiary" onClick={() => openInDashboard(orderPath(orderId))}>
            {t("contacts.history.order")}
          </Button>
        )}
        {detail && (
          <div className={styles.muted} dir="auto">
            {detail}
          </div>
        )}
        {event.problem && <Tag tone="critical">{event.problem}</Tag>}
      </div>
      <span className={styles.entryWhen}>
        <When at={event.occurredAt} />
      </span>
    </li>
  );
}

const TONES: Record<AutomationMessageState, TagTone> = {
  QUEUED: "info",
  HANDING: "info",
  DELIVERED: "success",
  UNKNOWN: "warning",
  FAILED: "critical",
  SKIPPED: "default",
  EXPIRED: "warning",
  GHOST: "default",
};

function Messages({ id }: { id: string }) {
  const t = useText();
  const data = useConnection(
    ContactMessagesDocument,
    { id },
    (answer) => answer.automationContact?.messages,
    {
      pageSize: 30,
    },
  );
  return (
    <>
      <ErrorNotice problem={data.problem} onRetry={data.reload} />
      {data.isLoading && <LinesSkeleton lines={6} />}
      {!data.isLoading && !data.problem && data.rows.length === 0 && (
        <span className={styles.muted}>{t("contacts.history.messages.none")}</span>
      )}
      <ol className={styles.timeline}>
        {data.rows.map((message) => (
          <MessageEntry key={message.id} message={message} />
        ))}
      </ol>
      {data.hasMore && (
        <Button size="small" variant="tertiary" disabled={data.isLoadingMore} onClick={data.loadMore}>
          {data.isLoadingMore ? t("ui.loading") : t("contacts.more")}
        </Button>
      )}
    </>
  );
}

function MessageEntry({ message }: { message: Message }) {
  const t = useText();
  return (
    <li className={styles.entry}>
      <span className={styles.entryIcon}>
        <Mail size={14} aria-hidden />
      </span>
      <div className={styles.entryWords}>
        <span dir="auto">{message.subject || t("contacts.history.noSubject")}</span>{" "}
        <Tag tone={TONES[message.state]}>{t(`contacts.message.${message.state}`)}</Tag>
        <div className={styles.muted}>
          {[
            message.journey?.name,
            message.reason.replaceAll("_", " "),
            message.detail,
            message.openedAt && t("contacts.message.opened"),
            message.clickedAt && t("contacts.message.clicked"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </div>
      </div>
      <span className={styles.entryWhen}>
        <When at={message.settledAt ?? message.sendAt} />
      </span>
    </li>
  );
}
