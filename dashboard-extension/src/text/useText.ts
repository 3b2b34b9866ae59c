import { useCallback } from "react";
import { useIntl } from "react-intl";

export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
export type Text = (id: string, values?: TextValues) => string;

/** Return `t(id, {count: 3})`: the text of an id in the reader's language. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** Return a function that tells whether there is a text, for ids made from what the shop answers. */
export function useHasText(): (id: string) => boolean {
  const { messages } = useIntl();
  return useCallback((id) => id in messages, [messages]);
}
