import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import type { Report } from "./Report";
import styles from "./simulations.module.css";

/** Which coupons would have been given, and what they could cost at most. */
export function Coupons({ coupons }: { coupons: Report["coupons"] }) {
  const t = useText();
  const formats = useFormats();
  return (
    <Card title={t("simulations.coupons")}>
      {coupons.length ? (
        <ul className={styles.coupons}>
          {coupons.map(({ policy, name, given, ceilings, basis }) => (
            <li key={policy}>
              <div className={styles.coupon}>
                <strong dir="auto">{name || policy}</strong>
                <span>{t("simulations.given", { count: given, shown: formats.number(given) })}</span>
              </div>
              <div className={styles.coupon}>
                <span>{t("simulations.ceiling")}</span>
                <strong>
                  {ceilings.map(({ amount, currency }) => formats.money(amount, currency)).join(" + ") ||
                    t("simulations.unknownCost")}
                </strong>
              </div>
              {basis && <p className={styles.muted}>{basis}</p>}
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.muted}>{t("simulations.noCoupons")}</p>
      )}
    </Card>
  );
}
