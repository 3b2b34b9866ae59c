import { useSave, type Save } from "~/api/useSave";
import {
  ContactsEnterDocument,
  ContactsSetFieldDocument,
  ContactsSubscribeDocument,
  ContactsTagDocument,
  ContactsUnsubscribeDocument,
  ContactsUntagDocument,
  type AutomationAudienceInput,
} from "./gql/graphql";

export type Deed = "tag" | "untag" | "subscribe" | "unsubscribe" | "field" | "journey";

/** What came of it: at once, or in the background as an operation. */
export interface Outcome {
  changedCount?: number | null;
  operation?: { id: string } | null;
  enrollments?: readonly { id: string }[] | null;
  refused?: readonly { message: string; contact?: { id: string; email: string } | null }[] | null;
  errors: { field?: string | null; message?: string | null; code: string }[];
}

/** What is done: a tag or list by name, a field with its value as JSON, a journey by its id. */
export interface What {
  name: string;
  value?: string;
}

type DeedSave = Omit<Save<object, Outcome>, "save"> & {
  save: (audience: AutomationAudienceInput, what: What) => Promise<Outcome | null>;
};

export function useDeed(deed: Deed): DeedSave {
  const tag = useSave(ContactsTagDocument, (data) => data.automationContactTagsAssign);
  const untag = useSave(ContactsUntagDocument, (data) => data.automationContactTagsUnassign);
  const subscribe = useSave(ContactsSubscribeDocument, (data) => data.automationContactListsSubscribe);
  const unsubscribe = useSave(ContactsUnsubscribeDocument, (data) => data.automationContactListsUnsubscribe);
  const field = useSave(ContactsSetFieldDocument, (data) => data.automationContactFieldsSet);
  const journey = useSave(ContactsEnterDocument, (data) => data.automationEnrollmentStart);
  switch (deed) {
    case "tag":
      return { ...tag, save: (audience, { name }) => tag.save({ audience, tags: [name] }) };
    case "untag":
      return { ...untag, save: (audience, { name }) => untag.save({ audience, tags: [name] }) };
    case "subscribe":
      return { ...subscribe, save: (audience, { name }) => subscribe.save({ audience, lists: [name] }) };
    case "unsubscribe":
      return { ...unsubscribe, save: (audience, { name }) => unsubscribe.save({ audience, lists: [name] }) };
    case "field":
      return {
        ...field,
        save: (audience, { name, value }) => field.save({ audience, values: [{ field: name, value }] }),
      };
    case "journey":
      return { ...journey, save: (audience, { name }) => journey.save({ audience, journey: name }) };
  }
}
