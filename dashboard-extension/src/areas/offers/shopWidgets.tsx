/** Fields of definitions that hold things of the shop: its categories, products, channels, money. */
import { useState } from "react";
import { useRead } from "~/api/useRead";
import { ChecksField, TextField } from "~/ui/fields";
import type { Json, JsonObject } from "~/ui/schema/jsonSchema";
import type { Widget, WidgetProps } from "~/ui/schema/SchemaForm";
import type { SourceName } from "~/ui/things/things";
import { ThingsField } from "~/ui/things/ThingsField";
import { OfferChannelsDocument } from "./gql/graphql";
import styles from "./offers.module.css";

const numbersIn = (value: Json | undefined) =>
  Array.isArray(value) ? value.filter((each): each is number => typeof each === "number") : [];

/** Some things of the shop; definitions hold their numbers. */
function pick(source: SourceName): Widget {
  return function Pick({ label, hint, error, value, onChange, isRequired }: WidgetProps) {
    return (
      <ThingsField
        label={label}
        hint={hint}
        error={error}
        isRequired={isRequired}
        source={source}
        value={numbersIn(value)}
        onChange={onChange}
      />
    );
  };
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

const categories = pick("category");
const collections = pick("collection");
const products = pick("product");
const variants = pick("variant");

export const LIST_WIDGETS: Readonly<Record<string, Widget>> = {
  "source.categories": categories,
  "fallbacks.*.categories": categories,
  "filters.categories": categories,
  "filters.collections": collections,
  "filters.channels": ChannelsWidget,
  "filters.prices.*.at_least": AmountWidget,
  "filters.prices.*.at_most": AmountWidget,
  "source.products": products,
  "fallbacks.*.products": products,
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
  "applies_to.products": products,
  "applies_to.variants": variants,
  "applies_to.categories": categories,
  "applies_to.collections": collections,
  "gift.products": products,
  "gift.variants": variants,
};
