import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { Card } from "~/ui/Card";
import { ErrorNotice } from "~/ui/ErrorNotice";
import { SelectField } from "~/ui/fields";
import { Notice } from "~/ui/Notice";
import type { JsonObject } from "~/ui/schema/jsonSchema";
import { LinesSkeleton } from "~/ui/Skeletons";
import { Amount } from "~/ui/When";
import {
  OfferChannelsDocument,
  OfferProductNamesDocument,
  type ProductListPreviewQuery,
} from "./gql/graphql";
import { nodes } from "./names";
import styles from "./offers.module.css";
import { ReaderField, type Reader } from "./ReaderField";
import { usePreview } from "./usePreview";
import { useNamed } from "./useWords";

type Preview = NonNullable<ProductListPreviewQuery["automationProductListPreview"]>;

const NAMED = 50;

/** What the rules give for one person now: why each product is there, and why the others are not. */
export function ListPreview({ definition }: { definition: JsonObject }) {
  const t = useText();
  const [reader, setReader] = useState<Reader | null>(null);
  const [channel, setChannel] = useState("");
  const channels = useRead(OfferChannelsDocument, {}).data?.channels ?? [];
  const shown = channel || (reader ? "" : (channels[0]?.slug ?? ""));
  const { preview, isLoading, problem, reload } = usePreview(
    reader || shown
      ? { definition: JSON.stringify(definition), contact: reader?.id, channel: shown || undefined }
      : null,
  );
  return (
    <Card title={t("offers.preview")}>
      <div className={styles.form}>
        <ReaderField reader={reader} onChange={setReader} />
        <SelectField
          label={t("offers.channel")}
          value={shown}
          emptyLabel={reader ? t("offers.channel.own") : undefined}
          choices={channels.map(({ slug, name }) => ({ value: slug, label: name }))}
          onChange={setChannel}
        />
        <ErrorNotice problem={problem} onRetry={reload} />
        {isLoading && <LinesSkeleton lines={6} />}
        {preview && <Filling preview={preview} />}
      </div>
    </Card>
  );
}

function Filling({ preview }: { preview: Preview }) {
  const t = useText();
  const why = useNamed("why");
  const kind = useNamed("list.source");
  const reason = useNamed("empty");
  if (preview.errors.length) {
    return (
      <Notice tone="critical" title={t("offers.preview.unreadable")}>
        {preview.errors.map((each, index) => (
          <div key={index}>{[each.place, each.message].filter(Boolean).join(": ")}</div>
        ))}
      </Notice>
    );
  }
  return (
    <>
      {preview.reason && <Notice tone="warning">{reason(preview.reason)}</Notice>}
      <ol className={styles.products} aria-label={t("offers.preview.shown")}>
        {preview.products.map((each) => (
          <li key={each.productId} className={styles.product}>
            {each.imageUrl ? (
              <img src={each.imageUrl} alt="" loading="lazy" />
            ) : (
              <span className={styles.noImage} />
            )}
            <div>
              <div dir="auto">{each.name}</div>
              <div className={styles.muted}>
                <Amount {...each.price} />
                {each.oldPrice && (
                  <s className={styles.old}>
                    <Amount {...each.oldPrice} />
                  </s>
                )}
              </div>
              <div className={styles.muted}>
                {why(each.reason)}
                {each.count > 0 && ` (${each.count})`}
              </div>
            </div>
          </li>
        ))}
      </ol>
      <ul className={styles.tries} aria-label={t("offers.preview.tries")}>
        {preview.tries.map((each, index) => (
          <li key={`${each.source} ${index}`}>
            <strong>{kind(each.source)}</strong>{" "}
            {t("offers.preview.try", { named: each.named, shown: each.shown })}
            {each.problem && ` ${reason(each.problem)}`}
          </li>
        ))}
      </ul>
      {preview.dropped.length > 0 && <Dropped dropped={preview.dropped} />}
    </>
  );
}

function Dropped({ dropped }: { dropped: Preview["dropped"] }) {
  const t = useText();
  const why = useNamed("dropped");
  const ids = dropped.slice(0, NAMED).map(({ productId }) => productId);
  const { data } = useRead(OfferProductNamesDocument, { ids, first: NAMED });
  const names = new Map(nodes(data?.products).map(({ id, name }) => [id, name]));
  const reasons = [...new Set(dropped.map(({ reason }) => reason))];
  return (
    <details>
      <summary>{t("offers.preview.dropped", { count: dropped.length })}</summary>
      <ul className={styles.tries}>
        {reasons.map((reason) => {
          const those = dropped.filter((each) => each.reason === reason);
          const known = those.flatMap(({ productId }) => names.get(productId) ?? []).slice(0, 5);
          return (
            <li key={reason}>
              <strong>{why(reason)}</strong> ({those.length}){known.length > 0 && `: ${known.join(", ")}`}
              {those.length > known.length && known.length > 0 && " …"}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
