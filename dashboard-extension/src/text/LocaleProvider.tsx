import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { useBridge } from "~/bridge/bridge";
import english from "../i18n/en.json";
import { formatLocale, languageOf, type Language, type Messages } from "./languages";

const shellFiles = import.meta.glob<{ default: Messages }>("../i18n/*.json");
const areaFiles = import.meta.glob<{ default: Messages }>("../areas/*/i18n/*.json");

function onError(error: { code: string; message: string }): void {
  // A missing text shows its id; anything else is a broken text. Both are found by the tests of the files.
  if (import.meta.env.DEV) console.error(error.message);
}

/** Load a file of texts; English, which is always there, if it does not come. */
async function load(
  files: Record<string, () => Promise<{ default: Messages }>>,
  path: (language: Language) => string,
  language: Language,
): Promise<Messages> {
  const read = async (key: string) => (await files[key]?.())?.default ?? {};
  const fallback = language === "en" ? {} : await read(path("en"));
  return { ...fallback, ...(await read(path(language))) };
}

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

/** Load one area's texts; to be called beside the area's code, so that both come at once. */
export function loadAreaTexts(area: string, language: Language): Promise<Messages> {
  return load(areaFiles, (each) => `../areas/${area}/i18n/${each}.json`, language);
}

/** The shell's texts and one area's. */
export function AreaTexts({ area, children }: { area: string; children: ReactNode }) {
  const { locale, messages } = useIntl();
  const language = languageOf(locale);
  const [texts, setTexts] = useState<{ key: string; messages: Messages } | null>(null);
  const key = `${area}/${language}`;

  useEffect(() => {
    let isWanted = true;
    loadAreaTexts(area, language)
      .catch(() => ({}))
      .then((loaded) => isWanted && setTexts({ key, messages: loaded }));
    return () => {
      isWanted = false;
    };
  }, [area, key, language]);

  if (texts?.key !== key) return null;
  return (
    <IntlProvider
      locale={locale}
      messages={{ ...(messages as Messages), ...texts.messages }}
      defaultLocale="en"
      onError={onError}
      textComponent="span"
    >
      {children}
    </IntlProvider>
  );
}
