import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useRead } from "~/api/useRead";
import { PeopleTabs } from "~/shell/PeopleTabs";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Facts } from "~/ui/Card";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Columns, Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { LoyaltyDocument, type ProgrammeFragment } from "./gql/graphql";
import { ProgrammeDialog } from "./ProgrammeDialog";
import { RewardsCard } from "./RewardsCard";
import { TiersCard } from "./TiersCard";

/** The loyalty programme: what orders earn, the tiers points lead to, and what points buy. */
export function LoyaltyPage() {
  const t = useText();
  const [isEditing, setEditing] = useState(false);
  const { data, isLoading, problem, reload } = useRead(LoyaltyDocument, {});
  const programme = data?.automationProgramme ?? null;
  return (
    <Page
      title={t("audience.loyalty.title")}
      aside={
        programme && (
          <Tag tone={programme.isActive ? "success" : "default"}>
            {t(`audience.scores.${programme.isActive ? "active" : "inactive"}`)}
          </Tag>
        )
      }
      below={<PeopleTabs />}
      actions={
        programme && (
          <Button variant="secondary" onClick={() => setEditing(true)}>
            {t("audience.loyalty.edit")}
          </Button>
        )
      }
    >
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={6} />}
      {data && !programme && (
        <EmptyState
          title={t("audience.loyalty.none.title")}
          text={t("audience.loyalty.none.text")}
          actions={<Button onClick={() => setEditing(true)}>{t("audience.loyalty.begin")}</Button>}
        />
      )}
      {data && programme && (
        <Columns
          main={
            <>
              <TiersCard tiers={data.automationTiers ?? []} reload={reload} />
              <RewardsCard rewards={data.automationRewards ?? []} reload={reload} />
            </>
          }
          side={<ProgrammeCard programme={programme} />}
        />
      )}
      {isEditing && (
        <ProgrammeDialog programme={programme} onClose={() => setEditing(false)} onDone={reload} />
      )}
    </Page>
  );
}

function ProgrammeCard({ programme }: { programme: ProgrammeFragment }) {
  const t = useText();
  const formats = useFormats();
  const days = (count: number | null | undefined) =>
    count == null ? t("audience.loyalty.never") : t("audience.days", { count });
  return (
    <Card title={t("audience.loyalty.rules")}>
      <Facts
        facts={[
          [
            t("audience.name"),
            <span key="name" dir="auto">
              {programme.name}
            </span>,
          ],
          [
            t("audience.loyalty.rates"),
            programme.rates
              .map(({ currency, points }) => t("audience.loyalty.rate", { currency, points: Number(points) }))
              .join(", ") || t("audience.none"),
          ],
          [t("audience.loyalty.counts"), t(`audience.loyalty.${programme.countsTaxes ? "gross" : "net"}`)],
          [t("audience.loyalty.expires"), days(programme.expiresAfterDays)],
          [
            t("audience.loyalty.tierDays"),
            programme.tierDays == null
              ? t("audience.loyalty.tierDays.all")
              : t("audience.days", { count: programme.tierDays }),
          ],
          [t("audience.loyalty.starts"), formats.dateTime(programme.startsAt)],
        ]}
      />
    </Card>
  );
}
