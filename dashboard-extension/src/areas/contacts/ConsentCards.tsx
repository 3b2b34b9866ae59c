import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { ThingField } from "~/ui/things/ThingsField";
import { When } from "~/ui/When";
import { ConsentTag } from "./ConsentTag";
import type { CardProps, Person } from "./ContactPage";
import styles from "./contacts.module.css";
import { ContactsSubscribeDocument, ContactsUnsubscribeDocument } from "./gql/graphql";
import { sourceWords } from "./names";

/** What somebody agreed to, where and when. Staff cannot agree for them: only lists are changed here. */
export function ConsentCard({ person }: { person: Person }) {
  const t = useText();
  return (
    <Card title={t("contacts.consent.title")}>
      {person.consents.length === 0 && <span className={styles.muted}>{t("contacts.consent.nothing")}</span>}
      <ul className={styles.rows}>
        {person.consents.map((consent) => (
          <li key={consent.transport} className={styles.row}>
            <div>
              {t(`contacts.transport.${consent.transport}`)}
              <div className={styles.muted}>
                {sourceWords(consent.source, t)} · <When at={consent.changedAt} />
              </div>
            </div>
            <ConsentTag state={consent.state} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function ListsCard({ person, reload }: CardProps) {
  const t = useText();
  const [chosen, setChosen] = useState("");
  const subscribe = useSave(ContactsSubscribeDocument, (data) => data.automationContactListsSubscribe);
  const unsubscribe = useSave(ContactsUnsubscribeDocument, (data) => data.automationContactListsUnsubscribe);
  const joined = new Set(
    person.lists
      .filter(({ state }) => state === "SUBSCRIBED" || state === "PENDING")
      .map(({ list }) => list.slug),
  );

  const change = async (act: typeof subscribe, slug: string) => {
    if (!(await act.save({ audience: { contacts: [person.id] }, lists: [slug] }))) return;
    setChosen("");
    reload();
  };
  return (
    <Card title={t("contacts.lists")}>
      <ErrorNotice problem={subscribe.problem ?? unsubscribe.problem} />
      <RefusalNotice refusals={[...subscribe.refusals.all, ...unsubscribe.refusals.all]} />
      <ul className={styles.rows}>
        {person.lists.map(({ list, state, changedAt, source }) => (
          <li key={list.id} className={styles.row}>
            <div>
              {list.name}
              <div className={styles.muted}>
                {sourceWords(source, t)} · <When at={changedAt} />
              </div>
            </div>
            <div className={styles.actions}>
              <ConsentTag state={state} />
              {joined.has(list.slug) && (
                <Button size="small" variant="tertiary" onClick={() => void change(unsubscribe, list.slug)}>
                  {t("contacts.leave")}
                </Button>
              )}
            </div>
          </li>
        ))}
        <li className={styles.adding}>
          <ThingField
            label={t("contacts.join")}
            source="list"
            value={chosen}
            without={[...joined]}
            noneText={t("contacts.lists.none")}
            onChange={(next) => setChosen(String(next ?? ""))}
          />
          <Button
            variant="secondary"
            disabled={!chosen || subscribe.isSaving}
            onClick={() => void change(subscribe, chosen)}
          >
            {t("ui.add")}
          </Button>
        </li>
      </ul>
    </Card>
  );
}
