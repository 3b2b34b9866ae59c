import { Button } from "@saleor/macaw-ui";
import { useIntl } from "react-intl";
import { useRead } from "~/api/useRead";
import { frameSubject, openOwnPage, openPopup } from "~/bridge/dashboard";
import { isPast } from "~/text/format";
import { useText } from "~/text/useText";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Tag, Tags, type TagTone } from "~/ui/Tag";
import { When } from "~/ui/When";
import { WidgetCustomerDocument, type WidgetCustomerQuery, type WidgetEntryFragment } from "./gql/graphql";
import styles from "./places.module.css";
import { Part, Toolbar } from "./Part";

type Person = NonNullable<WidgetCustomerQuery["automationContact"]>;
type Run = Person["enrollments"]["edges"][number]["node"];

const TONES: Record<string, TagTone> = {
  SUBSCRIBED: "success",
  PENDING: "info",
  UNSUBSCRIBED: "warning",
  BOUNCED: "critical",
  COMPLAINED: "critical",
};

/** Beside a customer: what they agreed to, where they are, what they got and will get. */
export function CustomerWidget() {
  const t = useText();
  const { locale } = useIntl();
  const userId = frameSubject("customerId");
  const { data, isLoading, problem, reload } = useRead(WidgetCustomerDocument, { userId, language: locale });
  const person = data?.automationContact;
  return (
    <>
      <ErrorNotice problem={problem} onRetry={reload} />
      {isLoading && <LinesSkeleton lines={5} />}
      {data && !person && <p className={styles.muted}>{t("places.customer.unknown")}</p>}
      {person && <Known person={person} userId={userId} />}
    </>
  );
}

function Known({ person, userId }: { person: Person; userId: string }) {
  const t = useText();
  const consent = person.consents.find(({ transport }) => transport === "email")?.state ?? "NONE";
  const runs = person.enrollments.edges.map(({ node }) => node);
  const { upcoming, entries } = person.timeline;
  const page = `/contacts/${encodeURIComponent(person.id)}`;
  const enter = async () => {
    if (!(await openPopup("customer-journey", { customerId: userId }))) openOwnPage(page);
  };
  return (
    <>
      <Tags>
        <Tag tone={TONES[consent]}>{t(`places.consent.${consent}`)}</Tag>
        {person.tags.slice(0, 4).map(({ name }) => (
          <Tag key={name}>{name}</Tag>
        ))}
        {person.tags.length > 4 && <Tag>+{person.tags.length - 4}</Tag>}
      </Tags>
      <Part title={t("places.customer.journeys")} none={t("places.customer.journeys.none")}>
        {runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              className={styles.link}
              onClick={() => openOwnPage(`/journeys/${encodeURIComponent(run.journey.id)}`)}
            >
              {run.journey.name}
            </button>
            <div className={styles.muted}>
              <RunWords run={run} />
            </div>
          </li>
        ))}
      </Part>
      {upcoming.length > 0 && (
        <Part title={t("places.customer.next")}>
          {upcoming.slice(0, 3).map((entry) => (
            <Entry key={entry.cursor} entry={entry} />
          ))}
        </Part>
      )}
      <Part title={t("places.customer.last")} none={t("places.customer.last.none")}>
        {entries.slice(0, 3).map((entry) => (
          <Entry key={entry.cursor} entry={entry} />
        ))}
      </Part>
      <Toolbar>
        <Button size="small" variant="secondary" onClick={() => void enter()}>
          {t("places.customer.enter")}
        </Button>
        <Button size="small" variant="tertiary" onClick={() => openOwnPage(page)}>
          {t("places.customer.open")}
        </Button>
      </Toolbar>
    </>
  );
}

function RunWords({ run }: { run: Run }) {
  const t = useText();
  if (run.problem) return <Tag tone="critical">{t("places.customer.stuck")}</Tag>;
  if (!run.isActive) {
    return (
      <>
        {t("places.customer.finished")} {run.finishedAt && <When at={run.finishedAt} />}
      </>
    );
  }
  return (
    <>
      {t(run.isHeldOut ? "places.customer.heldOut" : "places.customer.entered")} <When at={run.enteredAt} />
      {run.wakeAt && (
        <>
          {` · ${t(isPast(run.wakeAt) ? "places.customer.due" : "places.customer.goesOn")} `}
          <When at={run.wakeAt} />
        </>
      )}
    </>
  );
}

function Entry({ entry }: { entry: WidgetEntryFragment }) {
  return (
    <li>
      <span dir="auto">{entry.title}</span>
      <div className={styles.muted}>
        <When at={entry.at} />
        {entry.detail && <span dir="auto"> · {entry.detail}</span>}
      </div>
    </li>
  );
}
