import { Button } from "@saleor/macaw-ui";
import { useEffect, useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useSave } from "~/api/useSave";
import { closePopup, frameSubject, notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Notice } from "~/ui/Notice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { ThingField } from "~/ui/things/ThingsField";
import { PopupCustomersDocument, PopupStartDocument, type PopupStartMutation } from "./gql/graphql";
import styles from "./places.module.css";

type Refused = NonNullable<NonNullable<PopupStartMutation["automationEnrollmentStart"]>["refused"]>[number];

const SHOWN = 20;

/** Let one customer, or those chosen in the Dashboard's list, into a journey. */
export default function JourneyPopup() {
  const t = useText();
  const users = (frameSubject("customerIds") || frameSubject("customerId")).split(",").filter(Boolean);
  if (users.length) return <Enter users={users} />;
  return <EmptyState title={t("places.popup.nobody")} text={t("places.popup.nobodyText")} isPage />;
}

function Enter({ users }: { users: readonly string[] }) {
  const t = useText();
  const [journey, setJourney] = useState("");
  const [refused, setRefused] = useState<readonly Refused[] | null>(null);
  const people = useConnection(
    PopupCustomersDocument,
    { users: [...users] },
    (data) => data.automationContacts,
    { pageSize: 100 },
  );
  const { loadMore, hasMore, isLoadingMore } = people;
  useEffect(() => {
    if (hasMore && !isLoadingMore) loadMore();
  }, [hasMore, isLoadingMore, loadMore]);
  const start = useSave(PopupStartDocument, (data) => data.automationEnrollmentStart);

  const isReady = !people.isLoading && !hasMore && !people.problem;
  const unknown = users.length - people.rows.length;

  const submit = async () => {
    const done = await start.save({ journey, contacts: people.rows.map(({ id }) => id) });
    if (!done) return;
    const entered = done.enrollments?.length ?? 0;
    if (entered) notify("success", t("places.popup.entered", { count: entered }));
    if (done.refused?.length) setRefused(done.refused);
    else closePopup({ changed: true });
  };

  return (
    <form
      className={styles.popup}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h1 className={styles.heading}>{t("places.popup.title", { count: users.length })}</h1>
      <ErrorNotice problem={people.problem} onRetry={people.reload} />
      <ErrorNotice problem={start.problem} />
      <RefusalNotice refusals={start.refusals.all} />
      {people.isLoading && <LinesSkeleton />}
      {isReady && (
        <p className={styles.words}>
          {people.rows.length === 1
            ? people.rows[0]!.email
            : t("places.popup.found", { count: people.rows.length })}
        </p>
      )}
      {isReady && unknown > 0 && (
        <Notice tone="warning">{t("places.popup.unknown", { count: unknown })}</Notice>
      )}
      {refused ? (
        <RefusedPeople refused={refused} />
      ) : (
        <ThingField
          label={t("places.popup.which")}
          source="activeJourney"
          value={journey}
          isRequired
          hint={t("places.popup.hint")}
          noneText={t("places.popup.noJourneys")}
          onChange={(next) => setJourney(String(next ?? ""))}
        />
      )}
      <div className={styles.buttons}>
        <Button type="button" variant="secondary" onClick={() => closePopup({ changed: refused !== null })}>
          {refused ? t("ui.close") : t("ui.cancel")}
        </Button>
        {!refused && (
          <Button type="submit" disabled={!journey || !isReady || !people.rows.length || start.isSaving}>
            {start.isSaving ? t("ui.working") : t("places.popup.enter")}
          </Button>
        )}
      </div>
    </form>
  );
}

function RefusedPeople({ refused }: { refused: readonly Refused[] }) {
  const t = useText();
  return (
    <Notice tone="warning" isUrgent title={t("places.popup.refused", { count: refused.length })}>
      <ul className={styles.rows}>
        {refused.slice(0, SHOWN).map((each) => (
          <li key={each.contactId}>
            {each.contact && <strong>{each.contact.email}: </strong>}
            {each.message}
          </li>
        ))}
        {refused.length > SHOWN && <li>{t("places.popup.more", { count: refused.length - SHOWN })}</li>}
      </ul>
    </Notice>
  );
}
