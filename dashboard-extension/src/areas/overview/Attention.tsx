import { AlertTriangle } from "lucide-react";

import { Link } from "react-router-dom";
import { useText } from "~/text/useText";
import type { OverviewQuery } from "./gql/graphql";
import styles from "./overview.module.css";

interface Item {
  key: string;
  text: string;
  path?: string;
}

/** What somebody should look at: the automation's own health, then journeys that stand still. */
export function Attention({ data }: { data: OverviewQuery }) {
  const t = useText();
  const items = [...healthItems(data, t), ...journeyItems(data, t)];
  const journeys = data.automationJourneys;
  if (journeys?.totalCount === 0) {
    return (
      <p className={styles.calm}>
        {t("overview.noJourneys")} <Link to="/recipes">{t("overview.chooseRecipe")}</Link>
      </p>
    );
  }
  if (!items.length) return <p className={styles.calm}>{t("overview.allWell")}</p>;
  return (
    <ul className={styles.attention}>
      {items.map(({ key, text, path }) => (
        <li key={key}>
          <AlertTriangle size={16} aria-hidden className={styles.warning} />
          {path ? <Link to={path}>{text}</Link> : <span>{text}</span>}
        </li>
      ))}
    </ul>
  );
}

type Translate = (id: string, values?: Record<string, string | number>) => string;

function healthItems({ automationHealth: health }: OverviewQuery, t: Translate): Item[] {
  if (!health) return [];
  const counted = (["unknownMessages", "failedMessages", "troubledEnrollments"] as const)
    .filter((name) => health[name] > 0)
    .map((name) => ({ key: name, text: t(`overview.health.${name}`, { count: health[name] }) }));
  return [...health.problems.map((text) => ({ key: text, text })), ...counted];
}

/** More drafts than these are told of together: a shop that tries recipes has many, and what is wrong must be seen. */
const DRAFTS_NAMED = 2;

function journeyItems({ automationJourneys }: OverviewQuery, t: Translate): Item[] {
  const journeys = (automationJourneys?.edges ?? []).map(({ node }) => ({
    ...node,
    path: `/journeys/${encodeURIComponent(node.id)}`,
  }));
  const drafts = journeys.filter(({ status }) => status === "DRAFT");
  return [
    ...journeys
      .filter(({ stuckCount }) => stuckCount > 0)
      .map(({ id, name, path, stuckCount }) => ({
        key: `${id}:stuck`,
        path,
        text: t("overview.stuck", { name, count: stuckCount }),
      })),
    ...journeys
      .filter(({ status }) => status === "PAUSED")
      .map(({ id, name, path }) => ({ key: id, path, text: t("overview.paused", { name }) })),
    ...(drafts.length > DRAFTS_NAMED
      ? [{ key: "drafts", path: "/journeys", text: t("overview.drafts", { count: drafts.length }) }]
      : drafts.map(({ id, name, path }) => ({ key: id, path, text: t("overview.draft", { name }) }))),
  ];
}
