/** The languages our texts are written in; another one of the Dashboard gets English words and its own formats. */
export const LANGUAGES = ["en", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

export type Messages = Record<string, string>;

export function languageOf(locale: string): Language {
  const prefix = locale.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language === prefix) ?? "en";
}

/** Return a locale Intl knows, for numbers, money and dates. */
export function formatLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replace("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
}
