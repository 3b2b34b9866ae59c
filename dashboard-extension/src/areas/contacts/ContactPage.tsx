import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useParams } from "react-router-dom";
import { useRead } from "~/api/useRead";
import { customerPath, openInDashboard } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { EmptyState } from "~/ui/EmptyState";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { Columns, Page } from "~/ui/Page";
import { PageSkeleton } from "~/ui/Skeletons";
import { ConsentTag } from "./ConsentTag";
import { EraseContact } from "./EraseContact";
import { ContactPersonDocument, type ContactPersonQuery } from "./gql/graphql";
import { JourneysCard } from "./JourneysCard";
import { nameOf } from "./names";
import { ConsentCard, ListsCard } from "./ConsentCards";
import { FieldsCard } from "./FieldsCard";
import { OrdersCard } from "./OrdersCard";
import { ProfileCard } from "./ProfileCard";
import { ScoresCard } from "./ScoresCard";
import { TagsCard } from "./TagsCard";
import { TimelineCard } from "./TimelineCard";
import { TotalsCard } from "./TotalsCard";
import { useExport } from "./useExport";

export type Person = NonNullable<ContactPersonQuery["automationContact"]>;

export interface CardProps {
  person: Person;
  reload: () => void;
}

export function ContactPage() {
  const t = useText();
  const id = useParams().id!;
  const { data, isLoading, problem, reload } = useRead(ContactPersonDocument, { id });
  const person = data?.automationContact;

  if (isLoading) return <PageSkeleton />;
  if (person) return <PersonPage key={person.id} person={person} reload={reload} />;
  return (
    <Page title={t("contacts.title")} back="/contacts">
      <ErrorNotice problem={problem} onRetry={reload} />
      {!problem && <EmptyState title={t("contacts.gone.title")} text={t("contacts.gone.text")} />}
    </Page>
  );
}

function PersonPage({ person, reload }: CardProps) {
  const t = useText();
  const [isErasing, setErasing] = useState(false);
  const file = useExport(person);
  const { userId } = person;
  return (
    <Page
      title={<span dir="auto">{nameOf(person)}</span>}
      aside={<ConsentTag state={person.consents.find(({ transport }) => transport === "email")?.state} />}
      back="/contacts"
      actions={
        <>
          {userId && (
            <Button variant="secondary" onClick={() => openInDashboard(customerPath(userId))}>
              {t("contacts.openCustomer")}
            </Button>
          )}
          <Button variant="secondary" disabled={file.isLoading} onClick={() => void file.download()}>
            {file.isLoading ? t("ui.working") : t("contacts.export")}
          </Button>
          <Button variant="secondary" onClick={() => setErasing(true)}>
            {t("contacts.erase")}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={file.problem} onRetry={() => void file.download()} />
      <Columns
        main={
          <>
            <TotalsCard person={person} />
            <JourneysCard id={person.id} />
            <OrdersCard id={person.id} />
            <TimelineCard id={person.id} />
          </>
        }
        side={
          <>
            <ProfileCard person={person} reload={reload} />
            <ConsentCard person={person} />
            <ListsCard person={person} reload={reload} />
            <TagsCard person={person} reload={reload} />
            <FieldsCard person={person} reload={reload} />
            <ScoresCard person={person} reload={reload} />
          </>
        }
      />
      <EraseContact person={person} isOpen={isErasing} onClose={() => setErasing(false)} />
    </Page>
  );
}
