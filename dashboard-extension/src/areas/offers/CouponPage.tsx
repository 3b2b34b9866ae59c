import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useNavigate, useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { useSave } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { useUsers } from "~/text/useUsers";
import { Card, Facts, Stat, Stats } from "~/ui/Card";
import { ConfirmDialog } from "~/ui/Dialog";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { Page } from "~/ui/Page";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag } from "~/ui/Tag";
import { Codes } from "./Codes";
import { CouponDialog } from "./CouponDialog";
import {
  CouponDeleteDocument,
  CouponDocument,
  CouponPauseDocument,
  CouponResumeDocument,
  type CouponQuery,
} from "./gql/graphql";
import styles from "./offers.module.css";
import { useCouponSummary } from "./useCouponSummary";

type Coupon = NonNullable<CouponQuery["automationCoupon"]>;
type Amounts = Coupon["usage"]["revenue"];

/** One coupon: what became of it, its terms, and everybody's codes. */
export function CouponPage() {
  const t = useText();
  const { id = "" } = useParams();
  const { data, isLoading, problem, reload } = useRead(CouponDocument, { id });
  if (data?.automationCoupon) return <Whole coupon={data.automationCoupon} reload={reload} />;
  return (
    <Page title={t("offers.coupons.one")} back="/coupons">
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={8} />}
      {data && <EmptyState title={t("offers.coupons.gone")} />}
    </Page>
  );
}

function Whole({ coupon, reload }: { coupon: Coupon; reload: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const pause = useSave(CouponPauseDocument, (data) => data.automationCouponPause);
  const resume = useSave(CouponResumeDocument, (data) => data.automationCouponResume);
  const remove = useSave(CouponDeleteDocument, (data) => data.automationCouponDelete);
  const turn = coupon.isPaused ? resume : pause;

  const turnIt = async () => {
    if (!(await turn.save({ id: coupon.id }))) return;
    notify("success", t(coupon.isPaused ? "offers.coupons.resumed" : "offers.coupons.nowPaused"));
    reload();
  };
  const erase = async () => {
    if (!(await remove.save({ id: coupon.id }))) return;
    notify("success", t("offers.coupons.deleted"));
    navigate("/coupons");
  };
  return (
    <Page
      title={coupon.name}
      back="/coupons"
      aside={
        <Tag tone={coupon.isPaused ? "warning" : "success"}>
          {t(coupon.isPaused ? "offers.coupons.paused" : "offers.coupons.given")}
        </Tag>
      }
      actions={
        <>
          <Button variant="secondary" onClick={() => setAsked("delete")}>
            {t("ui.delete")}
          </Button>
          <Button variant="secondary" disabled={turn.isSaving} onClick={() => void turnIt()}>
            {t(coupon.isPaused ? "offers.coupons.resume" : "offers.coupons.pause")}
          </Button>
          <Button onClick={() => setAsked("edit")}>{t("offers.coupons.editTerms")}</Button>
        </>
      }
    >
      <ErrorNotice problem={turn.problem} />
      <RefusalNotice refusals={turn.refusals.all} />
      {coupon.isPaused && <Notice tone="warning">{t("offers.coupons.pausedText")}</Notice>}
      <div className={styles.stack}>
        <Usage coupon={coupon} />
        <Terms coupon={coupon} />
        <Codes coupon={coupon} onChanged={reload} />
      </div>
      {asked === "edit" && (
        <CouponDialog
          coupon={coupon}
          onRefused={reload}
          onClose={() => setAsked(null)}
          onDone={() => {
            notify("success", t("offers.coupons.saved"));
            setAsked(null);
            reload();
          }}
        />
      )}
      <ConfirmDialog
        title={t("offers.deleteTitle", { name: coupon.name })}
        isOpen={asked === "delete"}
        onClose={() => {
          remove.forget();
          setAsked(null);
        }}
        confirmLabel={t("ui.delete")}
        isBusy={remove.isSaving}
        isDangerous
        onConfirm={() => void erase()}
      >
        <ErrorNotice problem={remove.problem} />
        <RefusalNotice refusals={remove.refusals.all} />
        <p className={styles.words}>{t("offers.coupons.deleteText")}</p>
      </ConfirmDialog>
    </Page>
  );
}

function useMoney() {
  const formats = useFormats();
  return (amounts: Amounts) =>
    amounts.map(({ amount, currency }) => formats.money(amount, currency)).join(" + ") || "–";
}

function Usage({ coupon }: { coupon: Coupon }) {
  const t = useText();
  const formats = useFormats();
  const money = useMoney();
  const { usage } = coupon;
  const share = usage.issued
    ? t("offers.coupons.share", { share: formats.percent(usage.redeemed / usage.issued) })
    : undefined;
  return (
    <Stats>
      <Stat
        label={t("offers.coupons.issued")}
        value={formats.number(usage.issued)}
        hint={usage.leftCount == null ? undefined : t("offers.coupons.left", { count: usage.leftCount })}
      />
      <Stat label={t("offers.coupons.open")} value={formats.number(usage.open)} />
      <Stat label={t("offers.coupons.redeemed")} value={formats.number(usage.redeemed)} hint={share} />
      <Stat
        label={t("offers.coupons.expired")}
        value={formats.number(usage.expired)}
        hint={usage.revoked ? t("offers.coupons.revoked", { count: usage.revoked }) : undefined}
      />
      <Stat
        label={t("offers.coupons.discounts")}
        value={money(usage.discounts)}
        hint={
          usage.leftAmounts.length
            ? t("offers.coupons.leftAmount", { amount: money(usage.leftAmounts) })
            : undefined
        }
      />
      <Stat label={t("offers.coupons.revenue")} value={money(usage.revenue)} />
    </Stats>
  );
}

function Terms({ coupon }: { coupon: Coupon }) {
  const t = useText();
  const said = useUsers();
  const formats = useFormats();
  const summary = useCouponSummary();
  const terms = JSON.parse(coupon.definition) as Record<string, unknown>;
  const minimum = Object.entries((terms.minimum_spend ?? {}) as Record<string, string>);
  return (
    <Card title={t("offers.coupons.terms", { version: coupon.versionNumber })}>
      <Facts
        facts={[
          [t("offers.coupons.gives"), summary(coupon.definition)],
          ...(typeof terms.valid_days === "number"
            ? [[t("offers.coupon.valid_days"), formats.number(terms.valid_days)] as const]
            : []),
          ...(minimum.length
            ? [
                [
                  t("offers.coupon.minimum_spend"),
                  minimum.map(([currency, amount]) => formats.money(amount, currency)).join(", "),
                ] as const,
              ]
            : []),
          ...(terms.limit ? [[t("offers.coupon.limit"), formats.number(Number(terms.limit))] as const] : []),
          [t("offers.coupons.usedBy"), coupon.usedBy.map(said).join(", ") || t("offers.coupons.usedByNone")],
          [t("offers.coupons.slug"), <code key="slug">{coupon.slug}</code>],
        ]}
      />
    </Card>
  );
}
