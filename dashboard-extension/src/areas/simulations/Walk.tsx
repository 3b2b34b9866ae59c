import { Button } from "@saleor/macaw-ui";
import { Flag, GitBranch, LogIn, Mail, ShoppingBag } from "lucide-react";
import { useMemo, useState } from "react";
import { useFormats } from "~/text/format";
import { useHasText, useText } from "~/text/useText";
import type { SimulationPathFragment } from "./gql/graphql";
import { useReason } from "./names";
import styles from "./simulations.module.css";
import { Stay } from "./Steps";
import { factsOf, walkOf, type Moment } from "./walk";

const ICONS = { entered: LogIn, decision: GitBranch, message: Mail, purchase: ShoppingBag, finished: Flag };

/** One person's way, whole or step by step from its beginning. */
export function Walk({ path }: { path: SimulationPathFragment }) {
  const t = useText();
  const moments = useMemo(() => walkOf(path), [path]);
  const [reached, setReached] = useState(moments.length - 1);
  const isWhole = reached === moments.length - 1;
  return (
    <>
      <div className={styles.buttons}>
        <Button variant="secondary" size="small" disabled={reached === 0} onClick={() => setReached(0)}>
          {t("simulations.fromStart")}
        </Button>
        <Button variant="secondary" size="small" disabled={isWhole} onClick={() => setReached(reached + 1)}>
          {t("simulations.nextStep")}
        </Button>
        <Button
          variant="tertiary"
          size="small"
          disabled={isWhole}
          onClick={() => setReached(moments.length - 1)}
        >
          {t("simulations.wholeWay")}
        </Button>
      </div>
      <ol className={styles.walk} aria-label={t("simulations.way")} aria-live="polite">
        {moments.slice(0, reached + 1).map((moment, index) => (
          <li key={index} aria-current={index === reached && !isWhole ? "step" : undefined}>
            <Line path={path} moment={moment} before={moments[index - 1]} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface LineProps {
  path: SimulationPathFragment;
  moment: Moment;
  before?: Moment;
}

function Line({ path, moment, before }: LineProps) {
  const t = useText();
  const formats = useFormats();
  const Icon = ICONS[moment.type];
  const passed = before ? (Date.parse(moment.at) - Date.parse(before.at)) / 1000 : 0;
  return (
    <>
      <Icon size={16} aria-hidden className={styles.icon} />
      <div>
        <Words path={path} moment={moment} />
        <div className={styles.muted}>
          <time dateTime={moment.at}>{formats.dateTime(moment.at)}</time>
          {passed >= 60 && (
            <>
              {" · "}
              {t("simulations.after")} <Stay seconds={passed} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function Words({ path, moment }: { path: SimulationPathFragment; moment: Moment }) {
  const t = useText();
  const hasText = useHasText();
  const formats = useFormats();
  const reasonOf = useReason();
  switch (moment.type) {
    case "entered":
      return <strong>{t("simulations.walk.entered")}</strong>;
    case "finished":
      return <strong>{t("simulations.walk.finished", { reason: reasonOf(path.finishReason) })}</strong>;
    case "purchase": {
      const { amount, currency } = moment.purchase.total;
      return <strong>{t("simulations.walk.purchase", { amount: formats.money(amount, currency) })}</strong>;
    }
    case "message": {
      const { state, reason, heldBy, template } = moment.message;
      const id = `simulations.walk.message.${state}`;
      return (
        <>
          <strong dir="auto">{hasText(id) ? t(id, { template }) : `${template}: ${state}`}</strong>
          {reason && <div>{reasonOf(reason)}</div>}
          {heldBy && <div>{t("simulations.walk.held", { reason: reasonOf(heldBy) })}</div>}
        </>
      );
    }
    case "decision": {
      const { label, stepId, outcome, reason, facts } = moment.decision;
      const id = `simulations.walk.${outcome}`;
      const values = factsOf(facts);
      return (
        <>
          <strong dir="auto">{label || stepId}</strong>
          <div>
            {hasText(id) ? t(id) : outcome}
            {reason && `: ${reasonOf(reason)}`}
          </div>
          {values.length > 0 && (
            <details>
              <summary>{t("simulations.walk.facts")}</summary>
              <dl className={styles.facts}>
                {values.map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd dir="auto">{value}</dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
        </>
      );
    }
  }
}
