/** A mail as the shop stores it: blocks or plain HTML, in every language. Everything here returns new objects. */
import type { JsonObject } from "~/ui/schema/jsonSchema";

export type Block = JsonObject & { kind: string };

export interface Mail {
  subject: string;
  preheader?: string;
  blocks?: Block[];
  html?: string;
  text?: string;
}

export type Content = Record<string, Mail>;

/** What a new mail begins with: it can be sent as soon as it has words. */
export const newMail = (): Mail => ({
  subject: "",
  blocks: [{ kind: "heading", text: "" }, { kind: "text", html: "<p></p>" }, { kind: "footer" }],
});

export function insertBlock(blocks: readonly Block[], place: number, block: Block): Block[] {
  return [...blocks.slice(0, place), block, ...blocks.slice(place)];
}

export function moveBlock(blocks: readonly Block[], from: number, to: number): Block[] {
  if (from === to || to < 0 || to >= blocks.length || !blocks[from]) return [...blocks];
  const rest = blocks.filter((_, index) => index !== from);
  return insertBlock(rest, to, blocks[from]);
}

export function removeBlock(blocks: readonly Block[], place: number): Block[] {
  return blocks.filter((_, index) => index !== place);
}

export function duplicateBlock(blocks: readonly Block[], place: number): Block[] {
  const block = blocks[place];
  return block ? insertBlock(blocks, place + 1, structuredClone(block)) : [...blocks];
}

/** The first words of a block, to tell it from its neighbours in a list. */
export function firstWords(block: Block): string {
  for (const name of ["text", "html", "label", "alt", "title", "quote", "source"]) {
    const value = block[name];
    if (typeof value === "string" && value.trim()) {
      const words = value
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim();
      return words.length > 60 ? `${words.slice(0, 59)}…` : words;
    }
  }
  return "";
}

export interface History {
  past: readonly Content[];
  present: Content;
  future: readonly Content[];
}

const LONGEST = 100;

export const begin = (present: Content): History => ({ past: [], present, future: [] });

/** Take a change; `isTyping` joins it to the one before, so that undo takes back words and not letters. */
export function change(history: History, present: Content, isTyping = false): History {
  if (isTyping && history.past.length) return { past: history.past, present, future: [] };
  return { past: [...history.past, history.present].slice(-LONGEST), present, future: [] };
}

export function undo({ past, present, future }: History): History {
  const before = past.at(-1);
  return before
    ? { past: past.slice(0, -1), present: before, future: [present, ...future] }
    : { past, present, future };
}

export function redo({ past, present, future }: History): History {
  const [next, ...rest] = future;
  return next ? { past: [...past, present], present: next, future: rest } : { past, present, future };
}
