import type { TagTone } from "~/ui/Tag";

export const segmentPath = (id: string, tab = "") => `/segments/${encodeURIComponent(id)}${tab && `/${tab}`}`;

export const contactPath = (id: string) => `/contacts/${encodeURIComponent(id)}`;

/** A name to call a person by: what is known of it, else the address. */
export function personName(person: { email: string; firstName: string; lastName: string }): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.email;
}

export type SegmentHealth = "building" | "problem" | "current";

export const healthOf = ({ state, problem }: { state: string; problem: string }): SegmentHealth =>
  problem ? "problem" : state === "BUILDING" ? "building" : "current";

export const HEALTH_TONES: Record<SegmentHealth, TagTone> = {
  building: "info",
  problem: "critical",
  current: "success",
};
