import { useFormats } from "~/text/format";
import { useText } from "~/text/useText";
import { Stat, Stats } from "~/ui/Card";
import { When } from "~/ui/When";
import type { Person } from "./ContactPage";

export function TotalsCard({ person: { totals } }: { person: Person }) {
  const t = useText();
  const formats = useFormats();
  const money = totals.spent.map(({ amount, currency }) => formats.money(amount, currency));
  return (
    <Stats>
      <Stat
        label={t("contacts.orders")}
        value={formats.number(totals.ordersCount)}
        hint={totals.lastOrderAt && <When at={totals.lastOrderAt} />}
      />
      <Stat
        label={t("contacts.spent")}
        value={money[0] ?? "–"}
        hint={money.slice(1).join(" + ") || undefined}
      />
      <Stat
        label={t("contacts.visits")}
        value={formats.number(totals.visitsCount)}
        hint={totals.lastVisitAt && <When at={totals.lastVisitAt} />}
      />
      <Stat label={t("contacts.carts")} value={formats.number(totals.cartsAbandonedCount)} />
      <Stat
        label={t("contacts.mails")}
        value={formats.number(totals.messagesCount)}
        hint={t("contacts.mails.read", { opens: totals.opensCount, clicks: totals.clicksCount })}
      />
    </Stats>
  );
}
