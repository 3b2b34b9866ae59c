import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ConfirmDialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { SelectField } from "~/ui/fields";
import { readDefinition } from "./definition";
import {
  JourneyEndPeopleDocument,
  JourneyMovePeopleDocument,
  type JourneyMovePeopleMutation,
  type JourneyPartsFragment,
} from "./gql/graphql";
import styles from "./journeys.module.css";
import { nameOf, useWorld } from "./kinds";

type People = NonNullable<NonNullable<JourneyMovePeopleMutation["automationJourneyMovePeople"]>["people"]>;

/** Who is still inside older versions: move them to the newest one or end their runs, counted before it is done. */
export function OlderPeople({ journey, reload }: { journey: JourneyPartsFragment; reload: () => void }) {
  const t = useText();
  const formats = useFormats();
  const world = useWorld();
  const [moves, setMoves] = useState<Readonly<Record<string, string>>>({});
  const [asked, setAsked] = useState<{ what: "move" | "end"; people: People } | null>(null);
  const move = useSave(JourneyMovePeopleDocument, (data) => data.automationJourneyMovePeople);
  const end = useSave(JourneyEndPeopleDocument, (data) => data.automationJourneyEndPeople);
  const older = journey.inside.filter(
    ({ versionNumber, count }) => versionNumber !== journey.versionNumber && count > 0,
  );
  if (!older.length || !journey.definition) return null;
  const { steps } = readDefinition(journey.definition);
  const missing = [...new Set(older.map(({ stepId }) => stepId))].filter(
    (id) => !steps.some((step) => step.id === id),
  );
  const chosen = Object.entries(moves)
    .filter(([from, to]) => to && missing.includes(from))
    .map(([fromStep, toStep]) => ({ fromStep, toStep }));
  const ask = async (what: "move" | "end", dryRun: boolean) => {
    const done =
      what === "move"
        ? await move.save({ id: journey.id, steps: chosen, dryRun })
        : await end.save({ id: journey.id, dryRun });
    if (!done) return;
    if (dryRun) {
      setAsked({ what, people: done.people ?? [] });
      return;
    }
    setAsked(null);
    notify("success", t(`journeys.older.${what}.done`));
    reload();
  };
  const nameOfStep = (id: string) => {
    const step = steps.find((each) => each.id === id);
    return step ? nameOf(step, world) : id;
  };
  const save = asked?.what === "end" ? end : move;
  const count = asked?.people.reduce((sum, each) => sum + each.count, 0) ?? 0;
  return (
    <Card
      title={t("journeys.older.title")}
      actions={
        <>
          <Button size="small" variant="secondary" onClick={() => void ask("end", true)}>
            {t("journeys.older.end")}
          </Button>
          <Button
            size="small"
            variant="secondary"
            disabled={chosen.length < missing.length}
            onClick={() => void ask("move", true)}
          >
            {t("journeys.older.move")}
          </Button>
        </>
      }
    >
      {!asked && (
        <>
          <ErrorNotice problem={move.problem ?? end.problem} />
          <RefusalNotice refusals={[...move.refusals.all, ...end.refusals.all]} />
        </>
      )}
      <p className={styles.muted}>{t("journeys.older.text")}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("journeys.version")}</th>
            <th scope="col">{t("journeys.step")}</th>
            <th scope="col" className={styles.number}>
              {t("journeys.people")}
            </th>
          </tr>
        </thead>
        <tbody>
          {older.map(({ versionNumber, stepId, count: people }) => (
            <tr key={`${versionNumber} ${stepId}`}>
              <td>{versionNumber}</td>
              <td dir="auto">{nameOfStep(stepId)}</td>
              <td className={styles.number}>{formats.number(people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.map((id) => (
        <SelectField
          key={id}
          label={t("journeys.older.to", { step: id })}
          value={moves[id] ?? ""}
          emptyLabel="–"
          choices={steps.map((step) => ({ value: step.id, label: nameOf(step, world) }))}
          onChange={(to) => setMoves({ ...moves, [id]: to })}
        />
      ))}
      {asked && (
        <ConfirmDialog
          title={t(`journeys.older.${asked.what}.title`, { count })}
          isOpen
          onClose={() => setAsked(null)}
          onConfirm={() => void ask(asked.what, false)}
          confirmLabel={t(`journeys.older.${asked.what}`)}
          isBusy={save.isSaving}
          isDangerous={asked.what === "end"}
        >
          <ErrorNotice problem={save.problem} />
          <RefusalNotice refusals={save.refusals.all} />
          <ul className={styles.changes}>
            {asked.people.map(({ versionNumber, stepId, count: people, to }) => (
              <li key={`${versionNumber} ${stepId}`} dir="auto">
                {t(to ? "journeys.older.row" : "journeys.older.rowEnd", {
                  count: people,
                  step: nameOfStep(stepId),
                  to: to ? nameOfStep(to) : "",
                })}
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </Card>
  );
}
