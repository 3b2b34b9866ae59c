import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useRead } from "~/api/useRead";
import { notify } from "~/bridge/dashboard";
import { useText } from "~/text/useText";
import { Dialog } from "~/ui/Dialog";
import { ErrorNotice, RefusalNotice } from "~/ui/ErrorNotice";
import { Fields } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { Json } from "~/ui/schema/jsonSchema";
import { SuggestedField } from "~/ui/things/SuggestedField";
import { ThingField } from "~/ui/things/ThingsField";
import styles from "./contacts.module.css";
import { ContactCustomFieldDocument } from "./gql/graphql";
import { JourneyField } from "./JourneyField";
import { useDeed, type Deed, type Outcome } from "./useDeed";
import { ValueField, type FieldValue } from "./ValueField";
import { audienceOf, countOf, type Whom } from "./whom";

export type { Deed };

interface DeedDialogProps {
  whom: Whom;
  deed: Deed;
  onDone: () => void;
  onOperation: (id: string) => void;
  onClose: () => void;
}

const REFUSED_SHOWN = 5;

/** Ask what to do with the people chosen, saying how many they are, and do it. */
export function DeedDialog({ whom, deed, onDone, onOperation, onClose }: DeedDialogProps) {
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
  onName: (name: string) => void;
  onValue: (value: FieldValue) => void;
}

function WhatField({ deed, name, value, onName, onValue }: WhatFieldProps) {
  const t = useText();
  const field = useRead(ContactCustomFieldDocument, { slug: name }, { pause: deed !== "field" || !name });
  const common = { value: name, isRequired: true, onChange: (next: Json) => onName(String(next ?? "")) };
  switch (deed) {
    case "tag":
      return (
        <SuggestedField
          {...common}
          label={t("contacts.tag")}
          source="tag"
          hint={t("contacts.bulk.tag.hint")}
          onChange={onName}
        />
      );
    case "untag":
      return <ThingField {...common} label={t("contacts.tag")} source="tag" />;
    case "field": {
      const found = name ? field.data?.automationCustomField : null;
      return (
        <>
          <ThingField
            {...common}
            label={t("contacts.bulk.field.which")}
            source="field"
            noneText={t("contacts.fields.none")}
          />
          <ErrorNotice problem={field.problem} onRetry={field.reload} />
          {found?.slug === name && <ValueField field={found} value={value} onChange={onValue} />}
          {found && <span className={styles.muted}>{t("contacts.bulk.field.hint")}</span>}
        </>
      );
    }
    case "journey":
      return <JourneyField value={name} onChange={onName} />;
    default:
      return (
        <ThingField
          {...common}
          label={t("contacts.list")}
          source="list"
          hint={deed === "subscribe" ? t("contacts.bulk.subscribe.hint") : undefined}
        />
      );
  }
}
