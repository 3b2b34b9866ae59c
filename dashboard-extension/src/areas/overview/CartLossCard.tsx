import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card, Facts } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { NumberField, TextField } from "~/ui/fields";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Amount } from "~/ui/When";
import { CartLosses } from "./CartLosses";
import { CartLossDocument, type CartLossQuery } from "./gql/graphql";
import styles from "./overview.module.css";

interface Figures {
  visitors: number | null;
  conversionPercent: number | null;
  orderValue: number | null;
  currency: string;
}
const USUAL: Figures = { visitors: 6000, conversionPercent: 2.4, orderValue: 60, currency: "EUR" };

/** What carts left behind cost, from the shop's own carts or from figures typed in. */
export function CartLossCard({ days }: { days: number }) {
  const t = useText();
  const [figures, setFigures] = useState<Figures | null>(null);
  const isWhole =
    figures !== null &&
    figures.visitors !== null &&
    figures.conversionPercent !== null &&
    figures.orderValue !== null &&
    /^[A-Z]{3}$/.test(figures.currency);
  const { data, problem, reload } = useRead(
    CartLossDocument,
    { days, figures: isWhole ? (figures as never) : null },
    { pause: figures !== null && !isWhole },
  );
  const losses = data?.automationCartLoss;
  return (
    <Card
      title={t("overview.carts.title")}
      actions={
        <Button variant="secondary" size="small" onClick={() => setFigures(figures ? null : USUAL)}>
          {t(figures ? "overview.carts.useOwn" : "overview.carts.useFigures")}
        </Button>
      }
    >
      {figures && <FigureFields figures={figures} onChange={setFigures} />}
      <ErrorNotice problem={problem} onRetry={reload} />
      {!losses && !problem && <LinesSkeleton lines={3} />}
      {losses?.length === 0 && <p className={styles.calm}>{t("overview.carts.none")}</p>}
      {losses?.length === 1 && <Loss loss={losses[0]!} />}
      {losses && losses.length > 1 && <CartLosses losses={losses} />}
      {losses && losses.length > 0 && <p className={styles.source}>{t("overview.carts.source")}</p>}
    </Card>
  );
}

function Loss({ loss }: { loss: NonNullable<CartLossQuery["automationCartLoss"]>[number] }) {
  const t = useText();
  const formats = useFormats();
  const usual = loss.wonBack.find((each) => each.name === "usual") ?? loss.wonBack[0];
  const cautious = loss.wonBack.find((each) => each.name === "cautious");
  const best = loss.wonBack.find((each) => each.name === "best");
  return (
    <div className={styles.loss}>
      <p className={styles.headline}>
        {t("overview.carts.headline", {
          count: loss.leftCarts,
          share: formats.percent(loss.leftShare),
          value: formats.money(loss.leftValue.amount, loss.leftValue.currency),
        })}
      </p>
      <Facts
        facts={[
          [
            t("overview.carts.reachable"),
            <span key="reachable">
              {formats.number(loss.reachableCarts)} · <Amount {...loss.reachableValue} />
            </span>,
          ],
          ...(usual && cautious && best
            ? ([
                [
                  t("overview.carts.wonBack"),
                  t("overview.carts.wonBackRange", {
                    usual: formats.money(usual.amount.amount, usual.amount.currency),
                    low: formats.money(cautious.amount.amount, cautious.amount.currency),
                    high: formats.money(best.amount.amount, best.amount.currency),
                  }),
                ],
              ] as const)
            : []),
        ]}
      />
    </div>
  );
}

function FigureFields({ figures, onChange }: { figures: Figures; onChange: (figures: Figures) => void }) {
  const t = useText();
  return (
    <div className={styles.figures}>
      <NumberField
        label={t("overview.carts.visitors")}
        min={0}
        value={figures.visitors}
        onChange={(visitors) => onChange({ ...figures, visitors })}
      />
      <NumberField
        label={t("overview.carts.conversion")}
        min={0}
        max={100}
        step={0.1}
        value={figures.conversionPercent}
        onChange={(conversionPercent) => onChange({ ...figures, conversionPercent })}
      />
      <NumberField
        label={t("overview.carts.orderValue")}
        min={0}
        value={figures.orderValue}
        onChange={(orderValue) => onChange({ ...figures, orderValue })}
      />
      <TextField
        label={t("overview.carts.currency")}
        maxLength={3}
        value={figures.currency}
        onChange={(currency) => onChange({ ...figures, currency: currency.toUpperCase() })}
      />
    </div>
  );
}
