import { useCallback } from "react";
import { useHasText, useText } from "./useText";

const USER = /^([a-z]+) '(.+)'$/;
const RULE = /^rule '(.+)' of score '(.+)'$/;

/** Return a function that says in the reader's language what uses a thing: the shop answers "journey 'win-back'". */
export function useUsers(): (user: string) => string {
  const t = useText();
  const hasText = useHasText();
  return useCallback(
    (user) => {
      const [, rule, score] = RULE.exec(user) ?? [];
      if (rule && score) return t("ui.user.rule", { name: rule, score });
      const [, kind, name] = USER.exec(user) ?? [];
      return kind && hasText(`ui.user.${kind}`) ? t(`ui.user.${kind}`, { name }) : user;
    },
    [t, hasText],
  );
}
