import { Button } from "@saleor/macaw-ui";
import { useState } from "react";
import { useRead } from "~/api/useRead";
import { useText } from "~/text/useText";
import { SearchField } from "~/ui/FilterBar";
import { Tag } from "~/ui/Tag";
import { ReadersDocument } from "./gql/graphql";
import styles from "./templates.module.css";

export interface Reader {
  id: string;
  email: string;
}

/** Choose as whom a mail is shown; without a choice, as an example person. */
export function ReaderPicker({
  reader,
  onChange,
}: {
  reader: Reader | null;
  onChange: (reader: Reader | null) => void;
}) {
  const t = useText();
  const [search, setSearch] = useState("");
  const { data } = useRead(ReadersDocument, { search }, { pause: search.trim().length < 2 });
  if (reader) {
    return (
      <div>
        {t("templates.as")}{" "}
        <Tag onRemove={() => onChange(null)} removeLabel={t("templates.asExample")}>
          {reader.email}
        </Tag>
      </div>
    );
  }
  const found = search.trim().length < 2 ? [] : (data?.automationContacts?.edges ?? []);
  return (
    <div className={styles.reader}>
      <SearchField label={t("templates.asWhom")} value={search} onChange={setSearch} />
      {found.length > 0 && (
        <ul className={styles.readers}>
          {found.map(({ node }) => (
            <li key={node.id}>
              <Button
                variant="tertiary"
                size="small"
                onClick={() => {
                  setSearch("");
                  onChange({ id: node.id, email: node.email });
                }}
              >
                {`${node.firstName} ${node.lastName} ${node.email}`.trim()}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
