import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider } from "react-intl";
import { useBridge } from "~/bridge/bridge";
import english from "../i18n/en.json";
import { load, onError } from "./AreaTexts";
import { formatLocale, languageOf, type Language, type Messages } from "./languages";

const shellFiles = import.meta.glob<{ default: Messages }>("../i18n/*.json");

/** The texts every page has, in the Dashboard's language; follows it when it changes. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const locale = useBridge((state) => state.locale) ?? "en";
  const language = languageOf(locale);
  const [texts, setTexts] = useState<{ language: Language; messages: Messages }>({
    language: "en",
    messages: english,
  });

  useEffect(() => {
    document.documentElement.lang = language;
    let isWanted = true;
    load(shellFiles, (each) => `../i18n/${each}.json`, language)
      .then((messages) => isWanted && setTexts({ language, messages: { ...english, ...messages } }))
      .catch(() => isWanted && setTexts({ language, messages: english }));
    return () => {
      isWanted = false;
    };
  }, [language]);

  return (
    <IntlProvider
      locale={formatLocale(locale)}
      messages={texts.messages}
      defaultLocale="en"
      onError={onError}
      textComponent="span"
    >
      {texts.language === language ? children : null}
    </IntlProvider>
  );
}
