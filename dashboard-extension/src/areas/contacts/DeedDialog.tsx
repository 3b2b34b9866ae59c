import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields, SelectField, TextField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { Choices } from "./BulkActions";
import styles from "./contacts.module.css";
import { JourneyField } from "./JourneyField";
import { useDeed, type Deed, type Outcome } from "./useDeed";
import { ValueField, type FieldValue } from "./ValueField";
import { audienceOf, countOf, type Whom } from "./whom";

export type { Deed };

interface DeedDialogProps {
  whom: Whom;
  deed: Deed;
  choices: Choices;
  onDone: () => void;
  onOperation: (id: string) => void;
  onClose: () => void;
}

const REFUSED_SHOWN = 5;

/** Ask what to do with the people chosen, saying how many they are, and do it. */
export function DeedDialog({ whom, deed, choices, onDone, onOperation, onClose }: DeedDialogProps) {
  const t = useText();
  const [name, setName] = useState("");
  const [value, setValue] = useState<FieldValue>(null);
  const [refused, setRefused] = useState<NonNullable<Outcome["refused"]>>([]);
  const { save, isSaving, refusals, problem } = useDeed(deed);
  const count = countOf(whom);

  const submit = async () => {
    const done = await save(audienceOf(whom), { name: name.trim(), value: JSON.stringify(value) });
    if (!done) return;
    const entered = done.enrollments?.length ?? 0;
    if (done.operation) onOperation(done.operation.id);
    else if (deed === "journey") notify("success", t("contacts.bulk.journey.done", { count: entered }));
    else notify("success", t("contacts.bulk.done", { count: done.changedCount ?? 0 }));
    // Who was not let in, and why, is worth reading before the window goes.
    if (done.refused?.length) setRefused(done.refused);
    else onDone();
  };
  return (
    <Dialog
      title={t(`contacts.bulk.${deed}.title`, { count })}
      isOpen
      onClose={refused.length ? onDone : onClose}
      onSubmit={() => void submit()}
      actions={
        refused.length ? (
          <Button type="button" variant="secondary" onClick={onDone}>
            {t("ui.close")}
          </Button>
        ) : (
          <>
            <Button type="button" variant="secondary" onClick={onClose}>
              {t("ui.cancel")}
            </Button>
            <Button type="submit" disabled={!name.trim() || isSaving}>
              {isSaving ? t("ui.working") : t(`contacts.bulk.${deed}`)}
            </Button>
          </>
        )
      }
    >
      <ErrorNotice problem={problem} />
      <RefusalNotice refusals={refusals.all} />
      {refused.length > 0 ? (
        <Notice tone="warning" isUrgent title={t("contacts.bulk.refused", { count: refused.length })}>
          {refused.slice(0, REFUSED_SHOWN).map(({ message, contact }, index) => (
            <div key={index}>
              {contact && `${contact.email}: `}
              {message}
            </div>
          ))}
        </Notice>
      ) : (
        <Fields>
          {"filters" in whom && <Notice>{t("contacts.bulk.background")}</Notice>}
          <WhatField
            deed={deed}
            name={name}
            value={value}
            choices={choices}
            onName={(next) => {
              setName(next);
              setValue(null);
            }}
            onValue={setValue}
          />
        </Fields>
      )}
    </Dialog>
  );
}

interface WhatFieldProps {
  deed: Deed;
  name: string;
  value: FieldValue;
  choices: Choices;
  onName: (name: string) => void;
  onValue: (value: FieldValue) => void;
}

function WhatField({ deed, name, value, choices, onName, onValue }: WhatFieldProps) {
  const t = useText();
  const { tags, lists, fields } = choices;
  switch (deed) {
    case "tag":
      return (
        <>
          <TextField
            label={t("contacts.tag")}
            value={name}
            hint={t("contacts.bulk.tag.hint")}
            onChange={onName}
          />
          {tags.length > 0 && (
            <div className={styles.suggestions} role="group" aria-label={t("contacts.tags")}>
              {tags.slice(0, 12).map((tag) => (
                <Button key={tag} type="button" size="small" variant="tertiary" onClick={() => onName(tag)}>
                  {tag}
                </Button>
              ))}
            </div>
          )}
        </>
      );
    case "untag":
      return (
        <SelectField
          label={t("contacts.tag")}
          value={name}
          choices={tags.map((tag) => ({ value: tag, label: tag }))}
          onChange={onName}
        />
      );
    case "field": {
      const field = fields.find(({ slug }) => slug === name);
      return (
        <>
          <SelectField
            label={t("contacts.bulk.field.which")}
            value={name}
            hint={fields.length === 0 ? t("contacts.fields.none") : undefined}
            choices={fields.map((each) => ({ value: each.slug, label: each.name }))}
            onChange={onName}
          />
          {field && <ValueField field={field} value={value} onChange={onValue} />}
          {field && <span className={styles.muted}>{t("contacts.bulk.field.hint")}</span>}
        </>
      );
    }
    case "journey":
      return <JourneyField value={name} onChange={onName} />;
    default:
      return (
        <SelectField
          label={t("contacts.list")}
          value={name}
          hint={deed === "subscribe" ? t("contacts.bulk.subscribe.hint") : undefined}
          choices={lists.map((list) => ({ value: list.slug, label: list.name }))}
          onChange={onName}
        />
      );
  }
}
