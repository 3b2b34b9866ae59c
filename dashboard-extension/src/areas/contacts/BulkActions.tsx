import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useSave, type Save } from "~/api/useSave";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { SelectField, TextField } from "~/ui/fields";
import {
  ContactsSubscribeDocument,
  ContactsTagDocument,
  ContactsUnsubscribeDocument,
  ContactsUntagDocument,
} from "./gql/graphql";
import styles from "./contacts.module.css";

interface List {
  slug: string;
  name: string;
}

interface BulkActionsProps {
  ids: ReadonlySet<string>;
  tags: readonly string[];
  lists: readonly List[];
  onDone: () => void;
}

type Deed = "tag" | "untag" | "subscribe" | "unsubscribe";
const DEEDS: readonly Deed[] = ["tag", "untag", "subscribe", "unsubscribe"];

/** What can be done with the selected people; nothing while none are. */
export function BulkActions(props: BulkActionsProps) {
  const t = useText();
  const [deed, setDeed] = useState<Deed | null>(null);
  const count = props.ids.size;
  if (!count) return null;
  return (
    <div className={styles.bulk} role="group" aria-label={t("ui.selected", { count })}>
      <span>{t("ui.selected", { count })}</span>
      {DEEDS.map((each) => (
        <Button key={each} size="small" variant="secondary" onClick={() => setDeed(each)}>
          {t(`contacts.bulk.${each}`)}
        </Button>
      ))}
      {deed && <DeedDialog {...props} deed={deed} onClose={() => setDeed(null)} />}
    </div>
  );
}

interface Changed {
  changedCount?: number | null;
  errors: { field?: string | null; message?: string | null; code: string }[];
}

function useDeed(
  deed: Deed,
): { save: (contacts: string[], what: string) => Promise<Changed | null> } & Omit<
  Save<object, Changed>,
  "save"
> {
  const tag = useSave(ContactsTagDocument, (data) => data.automationContactTagsAssign);
  const untag = useSave(ContactsUntagDocument, (data) => data.automationContactTagsUnassign);
  const subscribe = useSave(ContactsSubscribeDocument, (data) => data.automationContactListsSubscribe);
  const unsubscribe = useSave(ContactsUnsubscribeDocument, (data) => data.automationContactListsUnsubscribe);
  switch (deed) {
    case "tag":
      return { ...tag, save: (contacts, what) => tag.save({ contacts, tags: [what] }) };
    case "untag":
      return { ...untag, save: (contacts, what) => untag.save({ contacts, tags: [what] }) };
    case "subscribe":
      return { ...subscribe, save: (contacts, what) => subscribe.save({ contacts, lists: [what] }) };
    case "unsubscribe":
      return { ...unsubscribe, save: (contacts, what) => unsubscribe.save({ contacts, lists: [what] }) };
  }
}

function DeedDialog({
  ids,
  tags,
  lists,
  deed,
  onDone,
  onClose,
}: BulkActionsProps & { deed: Deed; onClose: () => void }) {
  const t = useText();
  const [what, setWhat] = useState("");
  const { save, isSaving, refusals, problem } = useDeed(deed);
  const isAboutTags = deed === "tag" || deed === "untag";

  const submit = async () => {
    const done = await save([...ids], what.trim());
    if (!done) return;
    notify("success", t("contacts.bulk.done", { count: done.changedCount ?? 0 }));
    onClose();
    onDone();
  };
  return (
    <Dialog
      title={t(`contacts.bulk.${deed}.title`, { count: ids.size })}
      isOpen
      onClose={onClose}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!what.trim() || isSaving}>
            {isSaving ? t("ui.working") : t(`contacts.bulk.${deed}`)}
          </Button>
        </>
      }
    >
      <ErrorNotice problem={problem} />
      <RefusalNotice refusals={refusals.all} />
      {deed === "tag" ? (
        <>
          <TextField
            label={t("contacts.tag")}
            value={what}
            onChange={setWhat}
            hint={t("contacts.bulk.tag.hint")}
          />
          {tags.length > 0 && (
            <div className={styles.suggestions} role="group" aria-label={t("contacts.tags")}>
              {tags.slice(0, 12).map((tag) => (
                <Button key={tag} type="button" size="small" variant="tertiary" onClick={() => setWhat(tag)}>
                  {tag}
                </Button>
              ))}
            </div>
          )}
        </>
      ) : (
        <SelectField
          label={isAboutTags ? t("contacts.tag") : t("contacts.list")}
          value={what}
          onChange={setWhat}
          choices={
            isAboutTags
              ? tags.map((tag) => ({ value: tag, label: tag }))
              : lists.map(({ slug, name }) => ({ value: slug, label: name }))
          }
          hint={deed === "subscribe" ? t("contacts.bulk.subscribe.hint") : undefined}
        />
      )}
    </Dialog>
  );
}
