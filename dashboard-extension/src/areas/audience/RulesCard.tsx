import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Tag } from "~/ui/Tag";
import styles from "./audience.module.css";
import { questionsIn } from "./eventFilter";
import { useEventName } from "./events";
import { ScoreRuleDeleteDocument, type ScoreRuleRowFragment } from "./gql/graphql";
import { RuleDialog } from "./RuleDialog";
import type { FullScore } from "./ScorePage";

type Opened = { window: "edit" | "delete"; rule: ScoreRuleRowFragment } | { window: "create" } | null;

/** What happens to people and what it is worth. */
export function RulesCard({ score, reload }: { score: FullScore; reload: () => void }) {
  const t = useText();
  const [opened, setOpened] = useState<Opened>(null);
  const remove = useSave(ScoreRuleDeleteDocument, (data) => data.automationScoreRuleDelete);
  const close = () => {
    remove.forget();
    setOpened(null);
  };

  const confirm = async () => {
    if (opened?.window !== "delete" || !(await remove.save({ id: opened.rule.id }))) return;
    notify("success", t("audience.deleted", { name: opened.rule.name }));
    close();
    reload();
  };
  return (
    <Card
      title={t("audience.scores.rules")}
      actions={
        <Button size="small" onClick={() => setOpened({ window: "create" })}>
          {t("audience.rules.create")}
        </Button>
      }
    >
      {score.rules.length === 0 && <span className={styles.muted}>{t("audience.rules.none")}</span>}
      <ul className={styles.rows}>
        {score.rules.map((rule) => (
          <li key={rule.id} className={styles.row}>
            <RuleWords rule={rule} />
            <div className={styles.actions}>
              <Button
                size="small"
                variant="tertiary"
                aria-label={t("audience.edit.row", { name: rule.name })}
                onClick={() => setOpened({ window: "edit", rule })}
              >
                {t("ui.edit")}
              </Button>
              <Button
                size="small"
                variant="tertiary"
                aria-label={t("audience.delete.row", { name: rule.name })}
                onClick={() => setOpened({ window: "delete", rule })}
              >
                {t("ui.delete")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {(opened?.window === "create" || opened?.window === "edit") && (
        <RuleDialog
          scoreId={score.id}
          rule={opened.window === "edit" ? opened.rule : null}
          onClose={close}
          onDone={reload}
        />
      )}
      <ConfirmDialog
        title={t("audience.rules.delete.title", {
          name: opened?.window === "delete" ? opened.rule.name : "",
        })}
        isOpen={opened?.window === "delete"}
        onClose={close}
        onConfirm={() => void confirm()}
        confirmLabel={t("ui.delete")}
        isBusy={remove.isSaving}
        isDangerous
      >
        <ErrorNotice problem={remove.problem} />
        <RefusalNotice refusals={remove.refusals.all} />
        <p style={{ margin: 0 }}>{t("audience.rules.delete.text")}</p>
      </ConfirmDialog>
    </Card>
  );
}

/** A rule in a sentence: "Looked at a product, 3 times within 7 days: +10 for 60 days". */
function RuleWords({ rule }: { rule: ScoreRuleRowFragment }) {
  const t = useText();
  const nameOf = useEventName();
  const questions = questionsIn(rule.filter);
  const filter = questions
    ? questions.map(({ field, op, value }) => `${field} ${t(`audience.filter.${op}`)} ${value}`).join(", ")
    : rule.filter;
  const sentence = t("audience.rules.sentence", {
    event: nameOf(rule.event),
    times: rule.times,
    within: rule.withinDays ?? 0,
    days: rule.expiresAfterDays ?? 0,
  });
  const limits = [
    rule.mostPerDay != null && t("audience.rules.mostPerDay.words", { count: rule.mostPerDay }),
    rule.mostAtOnce != null && t("audience.rules.mostAtOnce.words", { count: rule.mostAtOnce }),
  ].filter(Boolean);
  return (
    <div className={styles.words}>
      <span className={styles.title}>
        <Tag tone={rule.points > 0 ? "success" : "warning"}>
          {rule.points > 0 ? `+${rule.points}` : rule.points}
        </Tag>
        <strong dir="auto">{rule.name}</strong>
        {!rule.isActive && <Tag>{t("audience.scores.inactive")}</Tag>}
      </span>
      <span>{sentence}</span>
      {(filter || limits.length > 0) && (
        <span className={styles.muted} dir="auto">
          {[filter, ...limits].filter(Boolean).join(" · ")}
        </span>
      )}
    </div>
  );
}
