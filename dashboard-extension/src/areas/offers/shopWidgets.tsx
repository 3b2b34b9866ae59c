/** Fields of definitions that hold things of the shop: its categories, products, channels, money. */
import { useEffect, useState } from "react";
import { useConnection } from "~/api/useConnection";
import { useRead } from "~/api/useRead";
import { ChecksField, TextField } from "~/ui/fields";
import type { Json, JsonObject } from "~/ui/schema/jsonSchema";
import type { Widget, WidgetProps } from "~/ui/schema/SchemaForm";
import {
  OfferCategoriesDocument,
  OfferChannelsDocument,
  OfferCollectionsDocument,
  OfferProductNamesDocument,
  OfferProductsDocument,
} from "./gql/graphql";
import { globalId, nodes, numberOf } from "./names";
import { ObjectsField } from "./ObjectsField";
import styles from "./offers.module.css";

const MOST_LOADED = 2000;

const numbersIn = (value: Json | undefined) =>
  Array.isArray(value) ? value.filter((each): each is number => typeof each === "number") : [];

interface Named {
  id: string;
  name: string;
}

function Chosen(
  props: WidgetProps & {
    type: string;
    found: readonly Named[];
    known: readonly Named[];
    search: string;
    onSearch: (search: string) => void;
  },
) {
  const { type, found, known, value, onChange, label, hint, error, search, onSearch } = props;
  const numbers = numbersIn(value);
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return (
    <ObjectsField
      label={label}
      hint={hint}
      error={error}
      chosen={numbers.map((each) => {
        const id = globalId(type, each);
        return { value: id, label: names.get(id) ?? `#${each}` };
      })}
      found={found.map(({ id, name }) => ({ value: id, label: name }))}
      search={search}
      onSearch={onSearch}
      onAdd={(id) => onChange([...numbers, numberOf(id)])}
      onRemove={(id) => onChange(numbers.filter((each) => globalId(type, each) !== id))}
    />
  );
}

function useAllOf(
  document: typeof OfferCategoriesDocument | typeof OfferCollectionsDocument,
): readonly Named[] {
  const { rows, hasMore, isLoadingMore, loadMore } = useConnection(
    // Both have the same shape under another name.
    document as typeof OfferCategoriesDocument,
    {},
    (data) => data.categories ?? (data as { collections?: typeof data.categories }).collections,
    { pageSize: 100 },
  );
  useEffect(() => {
    if (hasMore && !isLoadingMore && rows.length < MOST_LOADED) loadMore();
  }, [hasMore, isLoadingMore, rows.length, loadMore]);
  return rows;
}

function pickFromAll(
  type: string,
  document: typeof OfferCategoriesDocument | typeof OfferCollectionsDocument,
): Widget {
  return function Pick(props: WidgetProps) {
    const [search, setSearch] = useState("");
    const all = useAllOf(document);
    const word = search.trim().toLowerCase();
    const found = all.filter(({ name }) => name.toLowerCase().includes(word));
    return <Chosen {...props} type={type} known={all} found={found} search={search} onSearch={setSearch} />;
  };
}

function ProductsWidget(props: WidgetProps) {
  const [search, setSearch] = useState("");
  const ids = numbersIn(props.value).map((each) => globalId("Product", each));
  const word = search.trim();
  const { data } = useRead(OfferProductsDocument, { search: word }, { pause: word.length < 2 });
  const named = useRead(OfferProductNamesDocument, { ids, first: 100 }, { pause: !ids.length });
  const found = word.length < 2 ? [] : nodes(data?.products);
  return (
    <Chosen
      {...props}
      type="Product"
      known={[...nodes(named.data?.products), ...found]}
      found={found}
      search={search}
      onSearch={setSearch}
    />
  );
}

function ChannelsWidget({ label, hint, error, value, onChange }: WidgetProps) {
  const { data } = useRead(OfferChannelsDocument, {});
  const given = Array.isArray(value) ? value.map(String) : [];
  const known = (data?.channels ?? []).map(({ slug, name }) => ({ value: slug, label: name }));
  const gone = given.filter((slug) => !known.some((each) => each.value === slug));
  return (
    <ChecksField
      label={label}
      hint={hint}
      error={error}
      value={given}
      choices={[...known, ...gone.map((slug) => ({ value: slug, label: slug }))]}
      onChange={(next) => onChange(next.length ? next : undefined)}
    />
  );
}

/** A number that must stay as typed: "19.90". */
function AmountWidget({ label, hint, error, value, schema, onChange, isRequired }: WidgetProps) {
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      isRequired={isRequired}
      value={String(value ?? schema.default ?? "")}
      onChange={(text) => onChange(text.trim() === "" ? (schema.isNullable ? null : undefined) : text.trim())}
    />
  );
}

/** Money by currency: one field for each the shop sells in. */
function AmountsWidget({ label, hint, error, value, onChange }: WidgetProps) {
  const { data } = useRead(OfferChannelsDocument, {});
  const given = (value ?? {}) as JsonObject;
  const own = (data?.channels ?? []).map(({ currencyCode }) => currencyCode);
  const currencies = [...new Set([...Object.keys(given), ...own])].sort();
  return (
    <fieldset className={styles.amounts}>
      <legend>{label}</legend>
      <div className={styles.currencies}>
        {currencies.map((currency) => (
          <TextField
            key={currency}
            label={currency}
            value={String(given[currency] ?? "")}
            onChange={(text) => {
              const rest = Object.entries(given).filter(([name]) => name !== currency);
              onChange(Object.fromEntries(text.trim() ? [...rest, [currency, text.trim()]] : rest));
            }}
          />
        ))}
      </div>
      {(error ?? hint) && <div className={error ? styles.wrong : styles.muted}>{error ?? hint}</div>}
    </fieldset>
  );
}

/** "IT, FR" */
function CountriesWidget({ label, hint, error, value, onChange }: WidgetProps) {
  const [typed, setTyped] = useState(() => (Array.isArray(value) ? value.join(", ") : ""));
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        onChange(
          text
            .toUpperCase()
            .split(/[\s,;]+/)
            .filter(Boolean),
        );
      }}
    />
  );
}

/** A moment in the reader's own time zone. */
function MomentWidget({ label, hint, error, value, onChange }: WidgetProps) {
  const moment = typeof value === "string" && value ? new Date(value) : null;
  const local = moment
    ? new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
    : "";
  return (
    <TextField
      type="datetime-local"
      label={label}
      hint={hint}
      error={error}
      value={local}
      onChange={(text) => onChange(text ? new Date(text).toISOString() : null)}
    />
  );
}

const categories = pickFromAll("Category", OfferCategoriesDocument);
const collections = pickFromAll("Collection", OfferCollectionsDocument);

export const LIST_WIDGETS: Readonly<Record<string, Widget>> = {
  "source.categories": categories,
  "fallbacks.*.categories": categories,
  "filters.categories": categories,
  "filters.collections": collections,
  "filters.channels": ChannelsWidget,
  "filters.prices.*.at_least": AmountWidget,
  "filters.prices.*.at_most": AmountWidget,
  "source.products": ProductsWidget,
  "fallbacks.*.products": ProductsWidget,
};

export const COUPON_WIDGETS: Readonly<Record<string, Widget>> = {
  percentage: AmountWidget,
  amounts: AmountsWidget,
  minimum_spend: AmountsWidget,
  budget: AmountsWidget,
  cost_per_coupon: AmountsWidget,
  channels: ChannelsWidget,
  countries: CountriesWidget,
  closes_at: MomentWidget,
  "applies_to.products": ProductsWidget,
  "applies_to.categories": categories,
  "applies_to.collections": collections,
  "gift.products": ProductsWidget,
};
