/**
 * A look at the beginning of a CSV file, for the preview: the shop reads the whole file itself and has the last word.
 */

export const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Enough for a few rows, however wide. */
const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_ROWS = 4;

export const ENCODINGS = ["utf-8", "windows-1252", "iso-8859-15", "utf-16"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Why a file cannot be shown: `transfers.unreadable.<kind>` says it in words. */
export type Unreadable = "empty" | "workbook" | "binary" | "noRows" | "lost";

export interface Beginning {
  encoding: Encoding;
  /** It was not UTF-8, which is what a file is taken for unless it says otherwise. */
  isGuessed: boolean;
  delimiter: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Return what sets the names of the first line apart, outside of quotes. */
export function delimiterOf(firstLine: string): string {
  const outside = firstLine.split('"').filter((_, index) => index % 2 === 0);
  const counts = DELIMITERS.map((each) => outside.join("").split(each).length - 1);
  const most = Math.max(...counts);
  return most ? DELIMITERS[counts.indexOf(most)]! : ",";
}

/** Split text into records as RFC 4180 says; a record that is not whole at the end of a sample is left out. */
export function recordsIn(text: string, delimiter: string, most: number, isWhole: boolean): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRecord = () => {
    record.push(cell);
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
    cell = "";
  };
  for (let place = 0; place < text.length && records.length < most; place += 1) {
    const sign = text[place]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') cell += text[++place];
      else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === delimiter) {
      record.push(cell);
      cell = "";
    } else if (sign === "\n") endRecord();
    else if (sign !== "\r") cell += sign;
  }
  if (records.length < most && isWhole && (cell || record.length)) endRecord();
  return records;
}

function markedEncoding(bytes: Uint8Array): Encoding | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "utf-16";
  return null;
}

/** TextDecoder takes "utf-16" for little-endian whatever the mark says. */
const decoderName = (encoding: Encoding, bytes: Uint8Array) =>
  encoding === "utf-16" && bytes[0] === 0xfe ? "utf-16be" : encoding;

function decode(bytes: Uint8Array, encoding: Encoding, isStrict: boolean): string | null {
  try {
    // A sample may end in the middle of a character, which is no fault of the file.
    return new TextDecoder(decoderName(encoding, bytes), { fatal: isStrict }).decode(bytes, { stream: true });
  } catch {
    return null;
  }
}

/** Return the beginning of a file, or why it is none of a CSV file. `chosen` is the encoding somebody set by hand. */
export async function beginningOf(file: Blob, chosen: Encoding | "" = ""): Promise<Beginning | Unreadable> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  } catch {
    // Moved, renamed or written to since it was chosen.
    return "lost";
  }
  if (bytes.length === 0) return "empty";
  // Excel's files are zip archives (new) or OLE documents (old).
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3) return "workbook";
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11) return "workbook";

  const expected = chosen || markedEncoding(bytes) || "utf-8";
  const strict = decode(bytes, expected, !chosen);
  const encoding = strict === null ? "windows-1252" : expected;
  const text = (strict ?? decode(bytes, encoding, false) ?? "").replace(/^\uFEFF/, "");
  if (text.includes("\0")) return "binary";
  if (!text.trim()) return "empty";

  const delimiter = delimiterOf(text.split(/\r?\n/, 1)[0]!);
  const isWhole = bytes.length < SAMPLE_BYTES;
  const records = recordsIn(text.replace(/\r\n?/g, "\n"), delimiter, SAMPLE_ROWS + 1, isWhole);
  const [header, ...rows] = records;
  if (!header) return "binary";
  if (rows.length === 0) return "noRows";
  return { encoding, isGuessed: strict === null, delimiter, header: header.map((name) => name.trim()), rows };
}
