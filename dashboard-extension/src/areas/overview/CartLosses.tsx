import type { ReactNode } from "react";
import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import type { CartLossQuery } from "./gql/graphql";
import styles from "./overview.module.css";

type Loss = NonNullable<CartLossQuery["automationCartLoss"]>[number];

/** The same of several currencies, which cannot be added up: the carts together, and a row for each. */
export function CartLosses({ losses }: { losses: readonly Loss[] }) {
  const t = useText();
  const formats = useFormats();
  const sum = (pick: (loss: Loss) => number) => losses.reduce((all, loss) => all + pick(loss), 0);
  const left = sum(({ leftCarts }) => leftCarts);
  const counted = (count: number) => t("overview.carts.count", { count });
  return (
    <div className={styles.loss}>
      <p className={styles.headline}>
        {t("overview.carts.headlineMany", {
          count: left,
          share: formats.percent(
            left /
              Math.max(
                1,
                sum(({ carts }) => carts),
              ),
          ),
        })}
      </p>
      <table className={styles.losses}>
        <caption className="visually-hidden">{t("overview.carts.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("overview.carts.currency")}</th>
            <th scope="col">{t("overview.carts.left")}</th>
            <th scope="col">{t("overview.carts.reachable")}</th>
            <th scope="col">{t("overview.carts.mayWinBack")}</th>
          </tr>
        </thead>
        <tbody>
          {losses.map(({ leftValue, leftCarts, reachableValue, reachableCarts, wonBack }) => {
            const { currency } = leftValue;
            const back = (name: string) =>
              formats.money(wonBack.find((each) => each.name === name)?.amount.amount ?? 0, currency);
            return (
              <tr key={currency}>
                <th scope="row">{currency}</th>
                <Cell value={formats.money(leftValue.amount, currency)} hint={counted(leftCarts)} />
                <Cell value={formats.money(reachableValue.amount, currency)} hint={counted(reachableCarts)} />
                <Cell
                  value={back("usual")}
                  hint={t("overview.carts.range", { low: back("cautious"), high: back("best") })}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ value, hint }: { value: ReactNode; hint: string }) {
  return (
    <td>
      {value}
      <div className={styles.source}>{hint}</div>
    </td>
  );
}
