import { useState } from "react";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { NumberField, ToggleField } from "~/ui/fields";
import { Tag } from "~/ui/Tag";
import { ThingField } from "~/ui/things/ThingsField";
import styles from "./audience.module.css";
import { FormDialog } from "./FormDialog";
import {
  RewardCreateDocument,
  RewardDeleteDocument,
  RewardUpdateDocument,
  type RewardRowFragment,
} from "./gql/graphql";
import { NameAndSlug, useNameAndSlug } from "./NameAndSlug";
import { NamedRows } from "./NamedRows";

/** What points buy: each gives a coupon. */
export function RewardsCard({
  rewards,
  reload,
}: {
  rewards: readonly RewardRowFragment[];
  reload: () => void;
}) {
  const t = useText();
  const deleting = useSave(RewardDeleteDocument, (data) => data.automationRewardDelete);
  return (
    <NamedRows
      kind="rewards"
      rows={rewards}
      deleting={deleting}
      reload={reload}
      form={(reward, onClose) => <RewardDialog reward={reward} onClose={onClose} onDone={reload} />}
      words={({ name, slug, points, policySlug, givenCount, isActive }) => (
        <>
          <span className={styles.title}>
            <strong dir="auto">{name}</strong>
            <code className={styles.muted}>{slug}</code>
            {!isActive && <Tag>{t("audience.scores.inactive")}</Tag>}
          </span>
          <span className={styles.muted}>
            {t("audience.rewards.words", { points, coupon: policySlug, count: givenCount })}
          </span>
        </>
      )}
    />
  );
}

interface RewardDialogProps {
  reward: RewardRowFragment | null;
  onClose: () => void;
  onDone: () => void;
}

const FIELDS = ["name", "slug", "points", "policySlug"];

function RewardDialog({ reward, onClose, onDone }: RewardDialogProps) {
  const t = useText();
  const named = useNameAndSlug(reward);
  const { name, slug } = named;
  const [points, setPoints] = useState<number | null>(reward?.points ?? null);
  const [policySlug, setPolicy] = useState(reward?.policySlug ?? "");
  const [isActive, setActive] = useState(reward?.isActive ?? true);
  const create = useSave(RewardCreateDocument, (data) => data.automationRewardCreate);
  const update = useSave(RewardUpdateDocument, (data) => data.automationRewardUpdate);
  const saving = reward ? update : create;

  const submit = async () => {
    const values = { name: name.trim(), points: points ?? 0, policySlug, isActive };
    const done = reward
      ? await update.save({ id: reward.id, input: values })
      : await create.save({ input: { ...values, slug } });
    if (!done) return;
    notify("success", t("audience.saved"));
    onDone();
    onClose();
  };
  return (
    <FormDialog
      title={t(reward ? "audience.rewards.edit" : "audience.rewards.create")}
      saving={saving}
      fields={FIELDS}
      submitLabel={reward ? t("ui.save") : t("ui.create")}
      canSubmit={Boolean(name.trim() && slug && points && policySlug)}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <NameAndSlug named={named} slugHint={t("audience.rewards.slug.hint")} refusals={saving.refusals} />
      <NumberField
        label={t("audience.rewards.points")}
        value={points}
        min={1}
        step={1}
        isRequired
        error={saving.refusals.for("points")}
        onChange={setPoints}
      />
      <ThingField
        label={t("audience.rewards.coupon")}
        source="coupon"
        value={policySlug}
        isRequired
        hint={t("audience.rewards.coupon.hint")}
        noneText={t("audience.rewards.coupon.none")}
        error={saving.refusals.for("policySlug")}
        onChange={(next) => setPolicy(String(next ?? ""))}
      />
      <ToggleField label={t("audience.rewards.isActive")} value={isActive} onChange={setActive} />
    </FormDialog>
  );
}
