import type { Beginning, Encoding } from "./csv";
import type { AutomationContactImportInput } from "./gql/graphql";
import { faultsOf, type Mapping } from "./mapping";

/** What everybody in the file is taken to have said. */
export type Said = "" | "SUBSCRIBED" | "UNSUBSCRIBED";

/** An import that is being prepared. */
export interface Draft {
  file: File;
  /** "" reads it as what it says it is. */
  encoding: Encoding | "";
  /** Null until the columns are known. */
  mapping: Mapping | null;
  lists: readonly string[];
  /** As typed, set apart by commas. */
  tags: string;
  said: Said;
  source: string;
  /** A day, or "". */
  saidOn: string;
  words: string;
  overwrites: boolean;
  startsJourneys: boolean;
}

export const draftOf = (file: File): Draft => ({
  file,
  encoding: "",
  mapping: null,
  lists: [],
  tags: "",
  said: "",
  source: "",
  saidOn: "",
  words: "",
  overwrites: true,
  startsJourneys: false,
});

export const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean),
  ),
];

/** Whether everything the shop needs is said; the shop checks it again. */
export function isReady(draft: Draft, beginning: Beginning): boolean {
  const isMapped = draft.mapping !== null && faultsOf(beginning.header, draft.mapping).length === 0;
  return isMapped && (draft.said === "" || Boolean(draft.source.trim()));
}

export function inputOf(draft: Draft, beginning: Beginning, isDryRun: boolean): AutomationContactImportInput {
  const { file, said, source, saidOn, words } = draft;
  // A file that says itself what it is, by a mark at its beginning, is best read by the shop on its own.
  const encoding = draft.encoding || (beginning.isGuessed ? beginning.encoding : "");
  return {
    file,
    columns: beginning.header.map((column) => ({ column, target: draft.mapping?.[column] ?? "" })),
    lists: [...draft.lists],
    tags: tagsIn(draft.tags),
    ...(said && {
      consent: {
        state: said,
        source: source.trim(),
        ...(saidOn && { saidAt: `${saidOn}T00:00:00Z` }),
        ...(words.trim() && { text: words.trim() }),
      },
    }),
    ...(encoding && { encoding }),
    delimiter: beginning.delimiter,
    isDryRun,
    overwrites: draft.overwrites,
    startsJourneys: draft.startsJourneys,
  };
}
