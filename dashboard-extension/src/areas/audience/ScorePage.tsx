import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { Card, Facts } from "~/ui/Card";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Columns, Page } from "~/ui/Page";
import { PageSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { ScoreDocument, type ScoreQuery } from "./gql/graphql";
import { RulesCard } from "./RulesCard";
import { ScoreDialog } from "./ScoreDialog";
import { DeleteScore, useLimitWords } from "./ScoresPage";

export type FullScore = NonNullable<ScoreQuery["automationScore"]>;

export function ScorePage() {
  const t = useText();
  const { data, isLoading, problem, reload } = useRead(ScoreDocument, { id: useParams().id! });
  const score = data?.automationScore;
  if (isLoading) return <PageSkeleton />;
  if (score) return <OneScore key={score.id} score={score} reload={reload} />;
  return (
    <Page title={t("audience.scores.title")} back="/scores">
      <ErrorNotice problem={problem} onRetry={reload} />
      {!problem && (
        <EmptyState title={t("audience.scores.gone.title")} text={t("audience.scores.gone.text")} />
      )}
    </Page>
  );
}

function OneScore({ score, reload }: { score: FullScore; reload: () => void }) {
  const t = useText();
  const said = useUsers();
  const formats = useFormats();
  const navigate = useNavigate();
  const limits = useLimitWords();
  const [opened, setOpened] = useState<"edit" | "delete" | null>(null);
  const close = () => setOpened(null);
  return (
    <Page
      title={<span dir="auto">{score.name}</span>}
      aside={
        <Tag tone={score.isActive ? "success" : "default"}>
          {t(`audience.scores.${score.isActive ? "active" : "inactive"}`)}
        </Tag>
      }
      back="/scores"
      actions={
        <>
          <Button variant="secondary" onClick={() => setOpened("delete")}>
            {t("ui.delete")}
          </Button>
          <Button variant="secondary" onClick={() => setOpened("edit")}>
            {t("ui.edit")}
          </Button>
        </>
      }
    >
      <Columns
        main={<RulesCard score={score} reload={reload} />}
        side={
          <Card title={t("audience.scores.about")}>
            <Facts
              facts={[
                [t("audience.slug"), <code key="slug">{score.slug}</code>],
                ...(score.description
                  ? [
                      [
                        t("audience.scores.description"),
                        <span key="text" dir="auto">
                          {score.description}
                        </span>,
                      ] as const,
                    ]
                  : []),
                [t("audience.contacts"), formats.number(score.contactsCount)],
                [t("audience.scores.limits"), limits(score)],
                [
                  t("audience.scores.thresholds"),
                  score.thresholds.map(formats.number).join(", ") || t("audience.none"),
                ],
                [t("audience.usedBy"), score.usedBy.map(said).join(", ") || t("audience.none")],
                [t("audience.created"), formats.date(score.createdAt)],
              ]}
            />
          </Card>
        }
      />
      {opened === "edit" && <ScoreDialog score={score} onClose={close} onDone={reload} />}
      {opened === "delete" && (
        <DeleteScore score={score} onClose={close} onDone={() => navigate("/scores")} />
      )}
    </Page>
  );
}
