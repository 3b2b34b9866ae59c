import type { TagTone } from "~/ui/Tag";
import type { JourneyPartsFragment } from "./gql/graphql";

export type JourneyStatus = JourneyPartsFragment["status"];

export const STATUSES: readonly JourneyStatus[] = ["DRAFT", "ACTIVE", "PAUSED", "ARCHIVED"];

export const TONES: Record<JourneyStatus, TagTone> = {
  DRAFT: "info",
  ACTIVE: "success",
  PAUSED: "warning",
  ARCHIVED: "default",
};

export const journeyPath = (id: string, tab = "") => `/journeys/${encodeURIComponent(id)}${tab && `/${tab}`}`;

export const nodes = <Node>(connection: { edges: readonly { node: Node }[] } | null | undefined): Node[] =>
  connection?.edges.map(({ node }) => node) ?? [];
