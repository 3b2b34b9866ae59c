import { Button } from "@saleor/macaw-ui";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Hint, NumberField, TextField, ToggleField } from "~/ui/fields";
import styles from "./audience.module.css";
import { FormDialog } from "./FormDialog";
import { ProgrammeUpdateDocument, type ProgrammeFragment } from "./gql/graphql";

interface ProgrammeDialogProps {
  /** Null before it has begun. */
  programme: ProgrammeFragment | null;
  onClose: () => void;
  onDone: () => void;
}

interface Rate {
  currency: string;
  points: string;
}

const FIELDS = ["name", "rates", "expiresAfterDays", "tierDays"];

export function ProgrammeDialog({ programme, onClose, onDone }: ProgrammeDialogProps) {
  const t = useText();
  const [name, setName] = useState(programme?.name ?? "");
  const [rates, setRates] = useState<readonly Rate[]>(
    programme?.rates.length ? programme.rates : [{ currency: "", points: "1" }],
  );
  const [countsTaxes, setCountsTaxes] = useState(programme?.countsTaxes ?? true);
  const [expiresAfterDays, setExpires] = useState<number | null>(programme?.expiresAfterDays ?? null);
  const [tierDays, setTierDays] = useState<number | null>(programme?.tierDays ?? null);
  const [isActive, setActive] = useState(programme?.isActive ?? true);
  const saving = useSave(ProgrammeUpdateDocument, (data) => data.automationProgrammeUpdate);

  const submit = async () => {
    const input = {
      name: name.trim(),
      rates: rates
        .filter(({ currency }) => currency.trim())
        .map(({ currency, points }) => ({ currency: currency.trim().toUpperCase(), points: points.trim() })),
      countsTaxes,
      expiresAfterDays,
      tierDays,
      isActive,
    };
    if (!(await saving.save({ input }))) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={t(programme ? "audience.loyalty.edit" : "audience.loyalty.begin")}
      saving={saving}
      fields={FIELDS}
      submitLabel={t(programme ? "ui.save" : "audience.loyalty.begin")}
      canSubmit={Boolean(name.trim())}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={t("audience.name")}
        value={name}
        isRequired
        hint={t("audience.loyalty.name.hint")}
        error={saving.refusals.for("name")}
        onChange={setName}
      />
      <RatesField rates={rates} error={saving.refusals.for("rates")} onChange={setRates} />
      <ToggleField label={t("audience.loyalty.countsTaxes")} value={countsTaxes} onChange={setCountsTaxes} />
      <div className={styles.two}>
        <NumberField
          label={t("audience.loyalty.expires.days")}
          value={expiresAfterDays}
          min={1}
          step={1}
          hint={t("audience.loyalty.expires.hint")}
          error={saving.refusals.for("expiresAfterDays")}
          onChange={setExpires}
        />
        <NumberField
          label={t("audience.loyalty.tierDays.days")}
          value={tierDays}
          min={1}
          step={1}
          hint={t("audience.loyalty.tierDays.hint")}
          error={saving.refusals.for("tierDays")}
          onChange={setTierDays}
        />
      </div>
      <ToggleField
        label={t("audience.loyalty.isActive")}
        value={isActive}
        hint={t("audience.loyalty.isActive.hint")}
        onChange={setActive}
      />
    </FormDialog>
  );
}

interface RatesFieldProps {
  rates: readonly Rate[];
  error?: string;
  onChange: (rates: readonly Rate[]) => void;
}

function RatesField({ rates, error, onChange }: RatesFieldProps) {
  const t = useText();
  const set = (index: number, part: Partial<Rate>) =>
    onChange(rates.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <fieldset className={styles.group}>
      <legend>{t("audience.loyalty.rates")}</legend>
      {rates.map((rate, index) => (
        <div key={index} className={styles.pair}>
          <TextField
            label={t("audience.loyalty.currency", { number: index + 1 })}
            value={rate.currency}
            placeholder="EUR"
            maxLength={3}
            onChange={(currency) => set(index, { currency })}
          />
          <TextField
            label={t("audience.loyalty.perUnit", { number: index + 1 })}
            value={rate.points}
            onChange={(points) => set(index, { points })}
          />
          <Button
            type="button"
            variant="tertiary"
            icon={<Trash2 size={16} aria-hidden />}
            aria-label={t("ui.removeNumber", { name: t("audience.loyalty.rateName"), number: index + 1 })}
            disabled={rates.length === 1}
            onClick={() => onChange(rates.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          type="button"
          size="small"
          variant="secondary"
          onClick={() => onChange([...rates, { currency: "", points: "1" }])}
        >
          {t("audience.loyalty.addRate")}
        </Button>
      </div>
      <Hint error={error} hint={t("audience.loyalty.rates.hint")} />
    </fieldset>
  );
}
