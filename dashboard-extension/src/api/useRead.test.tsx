import { parse } from "graphql";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import type { TypedDocumentNode } from "urql";
import { expect, it } from "vitest";
import { show } from "~/testing/render";
import { useRead } from "./useRead";

const THING = parse(
  "query Thing($id: ID, $days: Int) { thing(id: $id, days: $days) { name } }",
) as TypedDocumentNode<{ thing: { name: string } }, { id?: string; days?: number }>;

function Thing({ first, second }: Record<"first" | "second", { id?: string; days?: number }>) {
  const [variables, setVariables] = useState(first);
  const { data, isLoading } = useRead(THING, variables);
  return (
    <button onClick={() => setVariables(second)}>
      {isLoading ? "Loading" : (data?.thing.name ?? "nothing")}
    </button>
  );
}

function open(first: object, second: object) {
  let answer: (data: unknown) => void = () => undefined;
  const Shown = () => <Thing first={first} second={second} />;
  show(<Shown />, {
    answers: {
      Thing: (variables: Record<string, unknown>) =>
        JSON.stringify(variables) === JSON.stringify(first)
          ? { thing: { name: "one" } }
          : new Promise((resolve) => {
              answer = resolve;
            }),
    },
  });
  return () => answer({ thing: { name: "two" } });
}

it("shows nothing of another thing while one is read", async () => {
  const answer = open({ id: "A" }, { id: "B" });
  await userEvent.click(await screen.findByRole("button", { name: "one" }));
  expect(await screen.findByRole("button", { name: "Loading" })).toBeInTheDocument();
  answer();
  expect(await screen.findByRole("button", { name: "two" })).toBeInTheDocument();
});

it("keeps the figures of a period in sight while those of another are read", async () => {
  const answer = open({ days: 30 }, { days: 7 });
  await userEvent.click(await screen.findByRole("button", { name: "one" }));
  expect(screen.getByRole("button", { name: "one" })).toBeInTheDocument();
  answer();
  expect(await screen.findByRole("button", { name: "two" })).toBeInTheDocument();
});
