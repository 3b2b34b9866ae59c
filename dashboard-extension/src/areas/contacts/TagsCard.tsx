import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave } from "~/api/useSave";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { TextField } from "~/ui/fields";
import { Tag, Tags } from "~/ui/Tag";
import type { CardProps } from "./ContactPage";
import styles from "./contacts.module.css";
import { ContactsTagDocument, ContactsUntagDocument } from "./gql/graphql";

export function TagsCard({ person, reload }: CardProps) {
  const t = useText();
  const [name, setName] = useState("");
  const tag = useSave(ContactsTagDocument, (data) => data.automationContactTagsAssign);
  const untag = useSave(ContactsUntagDocument, (data) => data.automationContactTagsUnassign);

  const add = async () => {
    if (!(await tag.save({ audience: { contacts: [person.id] }, tags: [name.trim()] }))) return;
    setName("");
    reload();
  };
  const remove = async (each: string) => {
    if (await untag.save({ audience: { contacts: [person.id] }, tags: [each] })) reload();
  };
  return (
    <Card title={t("contacts.tags")}>
      <ErrorNotice problem={tag.problem ?? untag.problem} />
      <RefusalNotice refusals={untag.refusals.all} />
      <div className={styles.rows}>
        {person.tags.length > 0 && (
          <Tags>
            {person.tags.map((each) => (
              <Tag
                key={each.name}
                onRemove={() => void remove(each.name)}
                removeLabel={t("contacts.tag.remove", { name: each.name })}
              >
                {each.name}
              </Tag>
            ))}
          </Tags>
        )}
        <form
          className={styles.adding}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) void add();
          }}
        >
          <TextField
            label={t("contacts.tag.add")}
            value={name}
            onChange={setName}
            error={tag.refusals.all.map(({ message }) => message).join(" ") || undefined}
          />
          <Button type="submit" variant="secondary" disabled={!name.trim() || tag.isSaving}>
            {t("ui.add")}
          </Button>
        </form>
      </div>
    </Card>
  );
}
