import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { languageOf, type Language, type Messages } from "./languages";

const partFiles = import.meta.glob<{ default: Messages }>(["../areas/*/i18n/*.json", "../ui/*/i18n/*.json"]);

export function onError(error: { code: string; message: string }): void {
  // A missing text shows its id; anything else is a broken text. Both are found by the tests of the files.
  if (import.meta.env.DEV) console.error(error.message);
}

/** Load a file of texts; English, which is always there, if it does not come. */
export async function load(
  files: Record<string, () => Promise<{ default: Messages }>>,
  path: (language: Language) => string,
  language: Language,
): Promise<Messages> {
  const read = async (key: string) => (await files[key]?.())?.default ?? {};
  const fallback = language === "en" ? {} : await read(path("en"));
  return { ...fallback, ...(await read(path(language))) };
}

/** Load the texts of an area, or of a part in `ui`; to be called beside its code, so that both come at once. */
export function loadAreaTexts(area: string, language: Language, folder = "areas"): Promise<Messages> {
  return load(partFiles, (each) => `../${folder}/${area}/i18n/${each}.json`, language);
}

interface AreaTextsProps {
  area: string;
  /** "ui" for a part that several areas show and that brings its own texts. */
  folder?: "areas" | "ui";
  children: ReactNode;
}

/** The texts there are already, and one area's. */
export function AreaTexts({ area, folder = "areas", children }: AreaTextsProps) {
  const { locale, messages } = useIntl();
  const language = languageOf(locale);
  const [texts, setTexts] = useState<{ key: string; messages: Messages } | null>(null);
  const key = `${folder}/${area}/${language}`;

  useEffect(() => {
    let isWanted = true;
    loadAreaTexts(area, language, folder)
      .catch(() => ({}))
      .then((loaded) => isWanted && setTexts({ key, messages: loaded }));
    return () => {
      isWanted = false;
    };
  }, [area, folder, key, language]);

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
