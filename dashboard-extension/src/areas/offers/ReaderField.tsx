import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { OfferReadersDocument } from "./gql/graphql";
import { nodes } from "./names";
import { ObjectsField } from "./ObjectsField";

export interface Reader {
  id: string;
  email: string;
}

/** Choose for whom a list is filled; without a choice, for a stranger. */
export function ReaderField({
  reader,
  onChange,
}: {
  reader: Reader | null;
  onChange: (reader: Reader | null) => void;
}) {
  const t = useText();
  const [search, setSearch] = useState("");
  const word = search.trim();
  const { data } = useRead(OfferReadersDocument, { search: word }, { pause: word.length < 2 });
  const found = word.length < 2 ? [] : nodes(data?.automationContacts);
  return (
    <ObjectsField
      label={t("offers.preview.asWhom")}
      hint={reader ? undefined : t("offers.preview.stranger")}
      chosen={reader ? [{ value: reader.id, label: reader.email }] : []}
      found={found.map(({ id, email, firstName, lastName }) => ({
        value: id,
        label: `${firstName} ${lastName} ${email}`.trim(),
      }))}
      search={search}
      onSearch={setSearch}
      onAdd={(id) => onChange(found.find((each) => each.id === id) ?? null)}
      onRemove={() => onChange(null)}
    />
  );
}
