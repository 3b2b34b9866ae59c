import { createContext, useContext, useMemo } from "react";
import { useIntl } from "react-intl";
import type { Problem } from "~/api/problems";
import { useRead } from "~/api/useRead";
import { ConditionFactsDocument, ConditionPlacesDocument } from "./gql/graphql";
import type { Fact, Facts } from "./question";

export type Choice = { value: string; label: string };

/** What conditions are made of, and the few things of the shop that are chosen from whole lists. */
export interface Catalogue {
  facts: Facts;
  currencies: readonly string[];
  /** Choices by the source a fact or a parameter names. */
  choices: Readonly<Record<string, readonly Choice[]>>;
}

interface Reading {
  catalogue: Catalogue | null;
  problem: Problem | null;
  reload: () => void;
}

/** Read the catalogue of facts, once for all builders of the page. */
export function useCatalogue(): Reading {
  const { locale } = useIntl();
  const facts = useRead(ConditionFactsDocument, { language: locale }, { isLasting: true });
  const places = useRead(ConditionPlacesDocument, {}, { isLasting: true });
  const catalogue = useMemo((): Catalogue | null => {
    const found = facts.data?.automationFacts;
    // Without channels and countries the builder still works: their codes are typed by hand.
    if (!found || (!places.data && !places.problem)) return null;
    const channels = places.data?.channels ?? [];
    const names = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });
    return {
      facts: new Map(found.map((fact: Fact) => [fact.key, fact])),
      currencies: [...new Set(channels.map(({ currencyCode }) => currencyCode))],
      choices: {
        channel: channels.map(({ slug, name }) => ({ value: slug, label: name })),
        country: (places.data?.shop.countries ?? [])
          .map(({ code, country }) => ({ value: code, label: regionName(names, code) ?? country }))
          .sort((one, other) => one.label.localeCompare(other.label, locale)),
        tier: (facts.data?.automationTiers ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
      },
    };
  }, [facts.data, places.data, places.problem, locale]);
  return { catalogue, problem: facts.problem, reload: facts.reload };
}

function regionName(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined; // Saleor knows codes that are no regions of CLDR, such as EU
  }
}

export const CatalogueContext = createContext<Catalogue | null>(null);

export function useKnown(): Catalogue {
  const catalogue = useContext(CatalogueContext);
  if (!catalogue) throw new Error("A part of a condition needs the catalogue around it.");
  return catalogue;
}
