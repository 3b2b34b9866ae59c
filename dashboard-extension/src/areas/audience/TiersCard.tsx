import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { NumberField } from "~/ui/fields";
import styles from "./audience.module.css";
import { FormDialog } from "./FormDialog";
import {
  TierCreateDocument,
  TierDeleteDocument,
  TierUpdateDocument,
  type TierRowFragment,
} from "./gql/graphql";
import { NameAndSlug, useNameAndSlug } from "./NameAndSlug";
import { NamedRows } from "./NamedRows";

/** The steps earned points lead up to. */
export function TiersCard({ tiers, reload }: { tiers: readonly TierRowFragment[]; reload: () => void }) {
  const t = useText();
  const deleting = useSave(TierDeleteDocument, (data) => data.automationTierDelete);
  return (
    <NamedRows
      kind="tiers"
      rows={tiers}
      deleting={deleting}
      reload={reload}
      form={(tier, onClose) => <TierDialog tier={tier} onClose={onClose} onDone={reload} />}
      words={({ name, slug, threshold, contactsCount }) => (
        <>
          <span className={styles.title}>
            <strong dir="auto">{name}</strong>
            <code className={styles.muted}>{slug}</code>
          </span>
          <span className={styles.muted}>
            {t("audience.tiers.words", { points: threshold, count: contactsCount })}
          </span>
        </>
      )}
    />
  );
}

interface TierDialogProps {
  tier: TierRowFragment | null;
  onClose: () => void;
  onDone: () => void;
}

function TierDialog({ tier, onClose, onDone }: TierDialogProps) {
  const t = useText();
  const named = useNameAndSlug(tier);
  const { name, slug } = named;
  const [threshold, setThreshold] = useState<number | null>(tier?.threshold ?? null);
  const create = useSave(TierCreateDocument, (data) => data.automationTierCreate);
  const update = useSave(TierUpdateDocument, (data) => data.automationTierUpdate);
  const saving = tier ? update : create;

  const submit = async () => {
    const values = { name: name.trim(), threshold: threshold ?? 0 };
    const done = tier
      ? await update.save({ id: tier.id, input: values })
      : await create.save({ input: { ...values, slug } });
    if (!done) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={t(tier ? "audience.tiers.edit" : "audience.tiers.create")}
      saving={saving}
      fields={["name", "slug", "threshold"]}
      submitLabel={tier ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(name.trim() && slug && threshold !== null)}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <NameAndSlug named={named} slugHint={t("audience.scores.slug.hint")} refusals={saving.refusals} />
      <NumberField
        label={t("audience.tiers.threshold")}
        value={threshold}
        min={0}
        step={1}
        isRequired
        hint={t("audience.tiers.threshold.hint")}
        error={saving.refusals.for("threshold")}
        onChange={setThreshold}
      />
    </FormDialog>
  );
}
