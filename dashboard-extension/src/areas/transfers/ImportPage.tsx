import { useEffect, useState } from "react";
import { useAll } from "~/api/useAll";
import { useText } from "~/text/useText";
import { Page } from "~/ui/Page";
import { useKept } from "~/ui/useKept";
import { beginningOf, type Beginning, type Encoding, type Unreadable } from "./csv";
import { FileCard } from "./FileCard";
import { ImportFieldsDocument } from "./gql/graphql";
import { ImportForm } from "./ImportForm";
import { guessedMapping } from "./mapping";
import { draftOf, type Draft } from "./draft";
import styles from "./transfers.module.css";

/** Choose a file, say what its columns are, and import it. What was chosen is still there after a check. */
export function ImportPage() {
  const t = useText();
  const [draft, setDraft] = useKept<Draft | null>("transfers.draft", null);
  const [beginning, setBeginning] = useState<Beginning | null>(null);
  const [unreadable, setUnreadable] = useState<Unreadable | null>(null);
  const fields = useAll(ImportFieldsDocument, {}, (data) => data.automationCustomFields);
  const areKnown = !fields.isLoading && !fields.hasMore && !fields.problem;
  const file = draft?.file ?? null;
  const encoding = draft?.encoding ?? "";

  useEffect(() => {
    if (!file) return undefined;
    let isWanted = true;
    void beginningOf(file, encoding).then((found) => {
      if (!isWanted) return;
      setUnreadable(typeof found === "string" ? found : null);
      setBeginning(typeof found === "string" ? null : found);
    });
    return () => {
      isWanted = false;
    };
  }, [file, encoding]);

  // Guessed once per file, when both the file and the fields of the shop are known.
  useEffect(() => {
    if (!draft || draft.mapping || !beginning || !areKnown) return;
    setDraft({ ...draft, mapping: guessedMapping(beginning.header, fields.rows) });
  }, [draft, beginning, fields.rows, areKnown, setDraft]);

  const choose = (next: File) => {
    setBeginning(null);
    setUnreadable(null);
    setDraft({ ...draftOf(next), ...(draft && { lists: draft.lists, tags: draft.tags }) });
  };
  const read = (next: Encoding | "") => draft && setDraft({ ...draft, encoding: next, mapping: null });
  return (
    <Page title={t("transfers.import")} back="/transfers">
      <div className={styles.stack}>
        <FileCard
          file={file}
          beginning={beginning}
          unreadable={unreadable}
          encoding={encoding}
          onChoose={choose}
          onEncoding={read}
        />
        {draft?.mapping && beginning && (
          <ImportForm
            draft={draft}
            mapping={draft.mapping}
            beginning={beginning}
            fields={fields}
            onChange={(part) => setDraft({ ...draft, ...part })}
          />
        )}
      </div>
    </Page>
  );
}
