import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Facts } from "~/ui/Card";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, NumberField, TextField } from "~/ui/fields";
import { ThingField } from "~/ui/things/ThingsField";
import type { CardProps } from "./ContactPage";
import { ContactPointsAdjustDocument, ContactScoreAdjustDocument } from "./gql/graphql";
import { LedgerDialog } from "./LedgerDialog";

export function ScoresCard({ person, reload }: CardProps) {
  const t = useText();
  const formats = useFormats();
  const [isAdjusting, setAdjusting] = useState(false);
  const [isLedgerOpen, setLedgerOpen] = useState(false);
  const { points } = person;
  const tier = points.tier?.name ?? "–";
  return (
    <Card
      title={t("contacts.scores")}
      actions={
        <>
          <Button size="small" variant="tertiary" onClick={() => setLedgerOpen(true)}>
            {t("contacts.ledger.open")}
          </Button>
          <Button size="small" variant="secondary" onClick={() => setAdjusting(true)}>
            {t("contacts.adjust")}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          ...person.scores.map(({ score, value }) => [score.name, formats.number(value)] as const),
          [t("contacts.points"), formats.number(points.confirmed)],
          [t("contacts.points.pending"), formats.number(points.pending)],
          [t("contacts.tier"), tier],
          ...(points.nextTier && points.pointsToNextTier != null
            ? [
                [
                  t("contacts.nextTier"),
                  `${points.nextTier.name} (+${formats.number(points.pointsToNextTier)})`,
                ] as const,
              ]
            : []),
        ]}
      />
      {isLedgerOpen && <LedgerDialog id={person.id} onClose={() => setLedgerOpen(false)} />}
      {isAdjusting && <AdjustDialog person={person} reload={reload} onClose={() => setAdjusting(false)} />}
    </Card>
  );
}

const POINTS = "";

/** Points are a ledger: what is added here stays visible, with its reason. */
function AdjustDialog({ person, reload, onClose }: CardProps & { onClose: () => void }) {
  const t = useText();
  const [score, setScore] = useState(POINTS);
  const [count, setCount] = useState<number | null>(null);
  const [reason, setReason] = useState("");
  const adjustScore = useSave(ContactScoreAdjustDocument, (data) => data.automationContactScoreAdjust);
  const adjustPoints = useSave(ContactPointsAdjustDocument, (data) => data.automationContactPointsAdjust);
  const used = score === POINTS ? adjustPoints : adjustScore;

  const submit = async () => {
    const given = { id: person.id, points: count ?? 0, reason };
    const done =
      score === POINTS ? await adjustPoints.save(given) : await adjustScore.save({ ...given, score });
    if (!done) return;
    notify("success", t("contacts.saved"));
    reload();
    onClose();
  };
  return (
    <Dialog
      title={t("contacts.adjust.title")}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!count || !reason.trim() || used.isSaving}>
            {used.isSaving ? t("ui.working") : t("ui.save")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={used.problem} />
      <RefusalNotice refusals={used.refusals.besides(["points", "reason"])} />
      <Fields>
        <ThingField
          label={t("contacts.adjust.what")}
          source="score"
          value={score}
          emptyLabel={t("contacts.points")}
          onChange={(next) => setScore(String(next ?? POINTS))}
        />
        <NumberField
          label={t("contacts.adjust.count")}
          value={count}
          step={1}
          isRequired
          hint={t("contacts.adjust.count.hint")}
          error={used.refusals.for("points")}
          onChange={setCount}
        />
        <TextField
          label={t("contacts.adjust.reason")}
          value={reason}
          isRequired
          error={used.refusals.for("reason")}
          onChange={setReason}
        />
      </Fields>
    </Dialog>
  );
}
