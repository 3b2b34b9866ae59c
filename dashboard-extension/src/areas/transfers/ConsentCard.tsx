import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { Fields, LongTextField, SelectField, TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { Said } from "./draft";
import type { PartProps } from "./ImportForm";

/** What everybody in the file has said, unless their row says something itself. */
export function ConsentCard({ draft, onChange }: PartProps) {
  const t = useText();
  const { said, source, saidOn, words } = draft;
  const isMapped = Object.values(draft.mapping ?? {}).includes("consent");
  return (
    <Card title={t("transfers.consent")}>
      <Fields>
        <SelectField
          label={t("transfers.consent.said")}
          value={said}
          emptyLabel={t("transfers.consent.nothing")}
          choices={(["SUBSCRIBED", "UNSUBSCRIBED"] as const).map((value) => ({
            value,
            label: t(`transfers.consent.${value}`),
          }))}
          hint={isMapped ? t("transfers.consent.mapped") : undefined}
          onChange={(next) => onChange({ said: next as Said })}
        />
        {!said && !isMapped && <Notice>{t("transfers.consent.nothing.text")}</Notice>}
        {said && (
          <TextField
            label={t("transfers.consent.source")}
            value={source}
            isRequired
            maxLength={64}
            placeholder={t("transfers.consent.source.example")}
            hint={t("transfers.consent.source.hint")}
            onChange={(next) => onChange({ source: next })}
          />
        )}
        {said === "SUBSCRIBED" && (
          <>
            <TextField
              type="date"
              label={t("transfers.consent.saidOn")}
              value={saidOn}
              onChange={(next) => onChange({ saidOn: next })}
            />
            <LongTextField
              label={t("transfers.consent.words")}
              value={words}
              rows={2}
              hint={t("transfers.consent.words.hint")}
              onChange={(next) => onChange({ words: next })}
            />
          </>
        )}
      </Fields>
    </Card>
  );
}
