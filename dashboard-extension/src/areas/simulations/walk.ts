import type { SimulationPathFragment } from "./gql/graphql";

export type Moment =
  | { type: "entered"; at: string }
  | { type: "decision"; at: string; decision: SimulationPathFragment["decisions"][number] }
  | { type: "message"; at: string; message: SimulationPathFragment["messages"][number] }
  | { type: "purchase"; at: string; purchase: SimulationPathFragment["purchases"][number] }
  | { type: "finished"; at: string };

const ORDER: Readonly<Record<Moment["type"], number>> = {
  entered: 0,
  purchase: 1,
  decision: 2,
  message: 3,
  finished: 4,
};

/** Everything that happened to one person, in its order; in one moment a decision comes before what came of it. */
export function walkOf(path: SimulationPathFragment): readonly Moment[] {
  const moments: Moment[] = [
    { type: "entered", at: path.enteredAt },
    ...path.decisions.map((decision) => ({ type: "decision" as const, at: decision.at, decision })),
    ...path.messages.map((message) => ({
      type: "message" as const,
      at: message.at ?? message.plannedAt,
      message,
    })),
    ...path.purchases.map((purchase) => ({ type: "purchase" as const, at: purchase.at, purchase })),
    ...(path.finishedAt ? [{ type: "finished" as const, at: path.finishedAt }] : []),
  ];
  return moments
    .map((moment, place) => ({ moment, place, time: Date.parse(moment.at) }))
    .sort(
      (one, other) =>
        one.time - other.time || ORDER[one.moment.type] - ORDER[other.moment.type] || one.place - other.place,
    )
    .map(({ moment }) => moment);
}

/** What a step read, as names and values to be shown. */
export function factsOf(text: string): readonly (readonly [string, string])[] {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || Array.isArray(read)) return [];
    return Object.entries(read).map(([name, value]) => [
      name.replaceAll("_", " "),
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
  } catch {
    return []; // a newer shop may write them in another way: the decision is shown without them
  }
}
