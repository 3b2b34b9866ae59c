import { useMemo, type ReactNode } from "react";
import { Provider } from "urql";
import { useBridge } from "~/bridge/bridge";
import { languageOf } from "~/text/languages";
import { shopClient } from "./client";

/** Lets everything inside ask the shop, in the Dashboard's language. */
export function ShopApi({ children }: { children: ReactNode }) {
  const language = languageOf(useBridge((state) => state.locale) ?? "en");
  const client = useMemo(() => shopClient(language), [language]);
  return <Provider value={client}>{children}</Provider>;
}
