import { Button } from "@saleor/macaw-ui";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { NumberField, SelectField, TextField, ToggleField } from "~/ui/fields";
import { Columns, Page } from "~/ui/Page";
import {
  SendingRulesUpdateDocument,
  type AutomationCapKind,
  type AutomationCapPeriod,
  type RulesFragment,
} from "./gql/graphql";
import styles from "./settings.module.css";

interface Cap {
  most: number | null;
  per: AutomationCapPeriod;
  kind: AutomationCapKind;
}
interface Rules {
  caps: Cap[];
  gapHours: number | null;
  quiet: { begin: string; end: string } | null;
}

const PERIODS = ["DAY", "WEEK"] as const;
const KINDS = ["ANY", "MARKETING", "REMINDER"] as const;
const NEW_CAP: Cap = { most: 1, per: "DAY", kind: "ANY" };
const USUAL_NIGHT = { begin: "21:00", end: "08:00" };

const shown = ({ caps, minimumGapHours, quietHours }: RulesFragment): Rules => ({
  caps: caps.map((cap) => ({ ...cap })),
  gapHours: minimumGapHours,
  quiet: quietHours ? { ...quietHours } : null,
});

/** The rules as a whole: what is not saved yet is only here. */
export function RulesForm({ rules, onSaved }: { rules: RulesFragment; onSaved: () => void }) {
  const t = useText();
  const [draft, setDraft] = useState(() => shown(rules));
  const update = useSave(SendingRulesUpdateDocument, (data) => data.automationSendingRulesUpdate);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(shown(rules));

  const save = async () => {
    const input = {
      caps: draft.caps.map((cap) => ({ ...cap, most: cap.most ?? 0 })),
      minimumGapHours: draft.gapHours ?? 0,
      quietHours: draft.quiet,
    };
    const saved = await update.save({ input });
    if (saved) {
      notify("success", t("settings.saved"));
      onSaved();
    }
  };
  return (
    <Page
      title={t("settings.title")}
      actions={
        <>
          <Button variant="secondary" disabled={!isChanged} onClick={() => setDraft(shown(rules))}>
            {t("ui.cancel")}
          </Button>
          <Button disabled={!isChanged || update.isSaving} onClick={() => void save()}>
            {t("ui.save")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={update.problem} />
      <RefusalNotice refusals={update.refusals.all} />
      <Columns
        main={
          <>
            <Card title={t("settings.caps")}>
              <Caps caps={draft.caps} onChange={(caps) => setDraft({ ...draft, caps })} />
            </Card>
            <Card title={t("settings.quiet")}>
              <div className={styles.stack}>
                <ToggleField
                  label={t("settings.quietOn")}
                  value={draft.quiet !== null}
                  onChange={(isOn) => setDraft({ ...draft, quiet: isOn ? USUAL_NIGHT : null })}
                />
                {draft.quiet && (
                  <div className={styles.row}>
                    {(["begin", "end"] as const).map((edge) => (
                      <TextField
                        key={edge}
                        label={t(`settings.quiet.${edge}`)}
                        placeholder={USUAL_NIGHT[edge]}
                        maxLength={5}
                        value={draft.quiet![edge]}
                        onChange={(time) => setDraft({ ...draft, quiet: { ...draft.quiet!, [edge]: time } })}
                      />
                    ))}
                  </div>
                )}
              </div>
            </Card>
            <Card title={t("settings.gap")}>
              <NumberField
                label={t("settings.gapHours")}
                min={0}
                value={draft.gapHours}
                onChange={(gapHours) => setDraft({ ...draft, gapHours })}
              />
            </Card>
          </>
        }
        side={
          <Card title={t("settings.about")}>
            <p className={styles.text}>{t("settings.about.one")}</p>
            <p className={styles.text}>{t("settings.about.wait")}</p>
            <p className={styles.text}>{t("settings.about.exempt")}</p>
          </Card>
        }
      />
    </Page>
  );
}

function Caps({ caps, onChange }: { caps: readonly Cap[]; onChange: (caps: Cap[]) => void }) {
  const t = useText();
  const change = (place: number, part: Partial<Cap>) =>
    onChange(caps.map((cap, index) => (index === place ? { ...cap, ...part } : cap)));
  return (
    <div className={styles.stack}>
      {caps.length === 0 && <p className={styles.text}>{t("settings.noCaps")}</p>}
      {caps.map((cap, index) => (
        <div
          key={index}
          className={styles.cap}
          role="group"
          aria-label={t("settings.cap", { number: index + 1 })}
        >
          <NumberField
            label={t("settings.most")}
            min={1}
            value={cap.most}
            onChange={(most) => change(index, { most })}
          />
          <SelectField
            label={t("settings.per")}
            value={cap.per}
            choices={PERIODS.map((per) => ({ value: per, label: t(`settings.per.${per}`) }))}
            onChange={(per) => change(index, { per: per as AutomationCapPeriod })}
          />
          <SelectField
            label={t("settings.kind")}
            value={cap.kind}
            choices={KINDS.map((kind) => ({ value: kind, label: t(`settings.kind.${kind}`) }))}
            onChange={(kind) => change(index, { kind: kind as AutomationCapKind })}
          />
          <Button
            variant="tertiary"
            icon={<Trash2 size={16} aria-hidden />}
            aria-label={t("settings.removeCap", { number: index + 1 })}
            onClick={() => onChange(caps.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button variant="secondary" onClick={() => onChange([...caps, NEW_CAP])}>
          {t("settings.addCap")}
        </Button>
      </div>
    </div>
  );
}
