import type { TypedDocumentNode } from "@urql/core";
import { useCallback, useRef, useState } from "react";
import { useClient } from "urql";
import { problemOf, type Problem } from "./problems";

/** One refusal of a mutation: the argument it is about, what is wrong and what to do. */
export interface Refusal {
  field?: string | null;
  message?: string | null;
  code: string;
  /** Step, field or block of a definition the refusal is about. */
  place?: string | null;
}

export interface Payload {
  errors: readonly Refusal[];
}

export class Refusals {
  constructor(readonly all: readonly Refusal[] = []) {}

  /** The sentence for one field of a form, or undefined. */
  for(field: string): string | undefined {
    const found = this.all.filter((each) => each.field === field);
    return found.length ? found.map((each) => each.message).join(" ") : undefined;
  }

  /** Refusals no field of the form shows: say them above it. */
  besides(fields: readonly string[]): readonly Refusal[] {
    return this.all.filter((each) => !each.field || !fields.includes(each.field));
  }
}

export interface Save<Variables, Answer extends Payload> {
  /** Resolves to the payload when the shop did it, to null when it did not; `refusals` and `problem` say why. */
  save: (variables: Variables) => Promise<Answer | null>;
  isSaving: boolean;
  refusals: Refusals;
  problem: Problem | null;
  forget: () => void;
}

/**
 * Run a mutation: `pick` takes its payload out of the answer. A second call while one runs is ignored, so that a
 * double click does nothing twice.
 */
export function useSave<Data, Variables extends object, Answer extends Payload>(
  document: TypedDocumentNode<Data, Variables>,
  pick: (data: Data) => Answer | null | undefined,
): Save<Variables, Answer> {
  const client = useClient();
  const isRunning = useRef(false);
  const [state, setState] = useState(idle);

  const save = async (variables: Variables): Promise<Answer | null> => {
    if (isRunning.current) return null;
    isRunning.current = true;
    setState({ ...idle, isSaving: true });
    const { data, error } = await client.mutation(document, variables).toPromise();
    isRunning.current = false;
    const payload = data ? pick(data) : null;
    const refused = payload?.errors ?? [];
    const problem =
      problemOf(error) ?? (payload ? null : { kind: "server" as const, detail: "The answer was empty." });
    setState({ isSaving: false, refusals: new Refusals(refused), problem });
    return problem || refused.length || !payload ? null : payload;
  };
  return { save, ...state, forget: useCallback(() => setState(idle), []) };
}

const idle: { isSaving: boolean; refusals: Refusals; problem: Problem | null } = {
  isSaving: false,
  refusals: new Refusals(),
  problem: null,
};
