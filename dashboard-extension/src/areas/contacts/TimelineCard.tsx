import { Button } from "@saleor/macaw-ui";
import {
  CalendarClock,
  CheckCircle2,
  ListChecks,
  Mail,
  Route,
  ShieldCheck,
  Tag as TagIcon,
  Zap,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useConnection, type Connection } from "~/api/useConnection";
import { openInDashboard, orderPath } from "~/bridge/dashboard";
import { languageOf } from "~/text/languages";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { When } from "~/ui/When";
import styles from "./contacts.module.css";
import {
  ContactTimelineDocument,
  type AutomationTimelineKind,
  type ContactTimelineQuery,
  type TimelineRowFragment,
} from "./gql/graphql";
import { sourceWords } from "./names";
import { orderIdOf, valuesOf } from "./timelineFacts";

const ICONS: Record<AutomationTimelineKind, LucideIcon> = {
  EVENT: Zap,
  MESSAGE: Mail,
  JOURNEY: Route,
  DECISION: CheckCircle2,
  CONSENT: ShieldCheck,
  LIST: ListChecks,
  TAG: TagIcon,
};
const KINDS = Object.keys(ICONS) as AutomationTimelineKind[];

interface Row extends TimelineRowFragment {
  isToCome: boolean;
}

/** One stream of pages: what is to come stands on the first, above what happened. */
function connectionOf(data: ContactTimelineQuery): Connection<Row> | null {
  const timeline = data.automationContact?.timeline;
  if (!timeline) return null;
  const rows = [
    ...timeline.upcoming.map((entry) => ({ ...entry, isToCome: true })).reverse(),
    ...timeline.entries.map((entry) => ({ ...entry, isToCome: false })),
  ];
  const { hasNextPage, endCursor } = timeline;
  return { pageInfo: { hasNextPage, endCursor }, edges: rows.map((node) => ({ node })) };
}

/** Everything somebody did and everything that was done for them, with the reasons; newest first. */
export function TimelineCard({ id }: { id: string }) {
  const t = useText();
  const language = languageOf(useIntl().locale);
  const [kinds, setKinds] = useState<readonly AutomationTimelineKind[]>([]);
  const data = useConnection(
    ContactTimelineDocument,
    { id, language, kinds: kinds.length ? [...kinds] : null },
    connectionOf,
    { pageSize: 30 },
  );
  const toggle = (kind: AutomationTimelineKind) =>
    setKinds(kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind]);
  return (
    <Card title={t("contacts.timeline")}>
      <div className={styles.kinds} role="group" aria-label={t("contacts.timeline.kinds")}>
        {KINDS.map((kind) => (
          <Button
            key={kind}
            size="small"
            variant={kinds.includes(kind) ? "primary" : "secondary"}
            aria-pressed={kinds.includes(kind)}
            onClick={() => toggle(kind)}
          >
            {t(`contacts.timeline.kind.${kind}`)}
          </Button>
        ))}
      </div>
      <ErrorNotice problem={data.problem} onRetry={data.reload} />
      {data.isLoading && <LinesSkeleton lines={6} />}
      {!data.isLoading && !data.problem && data.rows.length === 0 && (
        <span className={styles.muted}>
          {t(kinds.length ? "contacts.timeline.noneOfKind" : "contacts.timeline.none")}
        </span>
      )}
      <ol className={styles.timeline} aria-label={t("contacts.timeline")}>
        {data.rows.map((entry) => (
          <Entry key={`${entry.cursor} ${entry.isToCome}`} entry={entry} />
        ))}
      </ol>
      {data.hasMore && (
        <Button size="small" variant="tertiary" disabled={data.isLoadingMore} onClick={data.loadMore}>
          {data.isLoadingMore ? t("ui.loading") : t("contacts.more")}
        </Button>
      )}
    </Card>
  );
}

function Entry({ entry }: { entry: Row }) {
  const t = useText();
  const { at, kind, title, detail, facts, isToCome } = entry;
  const Icon = isToCome ? CalendarClock : ICONS[kind];
  const orderId = orderIdOf(facts);
  const values = valuesOf(facts);
  return (
    <li className={isToCome ? `${styles.entry} ${styles.upcoming}` : styles.entry}>
      <span className={styles.entryIcon}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={styles.entryWords}>
        {isToCome && <Tag tone="info">{t("contacts.timeline.toCome")}</Tag>} <span dir="auto">{title}</span>
        {orderId && (
          <Button size="small" variant="tertiary" onClick={() => openInDashboard(orderPath(orderId))}>
            {t("contacts.timeline.order")}
          </Button>
        )}
        {detail && (
          <div className={styles.muted} dir="auto">
            {detail.startsWith("staff:") ? sourceWords(detail, t) : detail}
          </div>
        )}
        {values.length > 0 && (
          <details className={styles.values}>
            <summary>{t("contacts.timeline.values")}</summary>
            <dl>
              {values.map(([name, value]) => (
                <Value key={name} name={name} value={value} />
              ))}
            </dl>
          </details>
        )}
      </div>
      <span className={styles.entryWhen}>
        <When at={at} />
      </span>
    </li>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </>
  );
}
