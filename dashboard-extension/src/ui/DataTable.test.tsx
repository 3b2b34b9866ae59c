import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import type { TypedDocumentNode } from "@urql/core";
import { gql } from "urql";
import { useConnection, type Connection, type PageVariables } from "~/api/useConnection";
import { Refusal, show } from "~/testing/render";
import { DataTable, type Sorting } from "./DataTable";

interface Person {
  id: string;
  name: string;
}
interface Variables extends PageVariables {
  sort?: string;
}
const PEOPLE = gql`
  query People($first: Int, $after: String, $sort: String) {
    people(first: $first, after: $after, sort: $sort) {
      totalCount
    }
  }
` as TypedDocumentNode<{ people: Connection<Person> }, Variables>;

const TOTAL = 100_000;
const page = ({ first, after }: Record<string, unknown>) => {
  const start = after ? Number(after) : 0;
  const edges = Array.from({ length: Number(first) }, (_, index) => ({
    node: { id: String(start + index), name: `Person ${start + index}` },
  }));
  const endCursor = String(start + edges.length);
  return {
    people: { totalCount: TOTAL, edges, pageInfo: { hasNextPage: start + edges.length < TOTAL, endCursor } },
  };
};

function People() {
  const [sorting, setSorting] = useState<Sorting>({ by: "NAME", isDescending: false });
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const data = useConnection(
    PEOPLE,
    { sort: `${sorting.by} ${sorting.isDescending}` },
    (answer) => answer.people,
  );
  return (
    <>
      <DataTable
        label="People"
        data={data}
        columns={[
          { key: "name", title: "Name", sortBy: "NAME", cell: (person) => person.name },
          { key: "id", title: "Number", isNumber: true, cell: (person) => person.id },
        ]}
        rowId={(person) => person.id}
        rowPath={(person) => `/people/${person.id}`}
        rowName={(person) => person.name}
        sorting={sorting}
        onSort={setSorting}
        selection={{ ids, onChange: setIds }}
        empty={<p>Nobody</p>}
      />
      <p data-testid="selected">{[...ids].join(",")}</p>
    </>
  );
}

const selected = () => screen.getByTestId("selected").textContent?.split(",");

it("keeps only what can be seen of a hundred thousand rows, and reads page by page", async () => {
  const { asked } = show(<People />, { answers: { People: page } });
  expect(await screen.findByText("Person 0")).toBeInTheDocument();
  const table = screen.getByRole("table", { name: "People" });
  expect(table).toHaveAttribute("aria-rowcount", String(TOTAL));
  expect(within(table).getAllByRole("row").length).toBeLessThan(60);
  expect(asked.map(({ variables }) => variables.after)).toEqual([null]);
});

it("asks again when sorted, and leads to a row by its link", async () => {
  const { asked, router } = show(<People />, { answers: { People: page } });
  await screen.findByText("Person 0");
  await userEvent.click(screen.getByRole("button", { name: "Name" }));
  await screen.findByText("Person 0");
  expect(asked.map(({ variables }) => variables.sort)).toEqual(["NAME false", "NAME true"]);
  expect(screen.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  await userEvent.click(screen.getByRole("link", { name: "Person 2" }));
  expect(router.state.location.pathname).toBe("/people/2");
});

it("selects one row, and all that are loaded", async () => {
  show(<People />, { answers: { People: page } });
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select Person 1" }));
  expect(selected()).toEqual(["1"]);
  await userEvent.click(screen.getByRole("checkbox", { name: "Select all rows loaded so far" }));
  expect(selected()).toHaveLength(50);
});

it("says what went wrong, and tries again", async () => {
  let isDown = true;
  const answer = (variables: Record<string, unknown>) =>
    isDown ? new Refusal("No", "Exception") : page(variables);
  show(<People />, { answers: { People: answer } });
  expect(await screen.findByRole("alert")).toHaveTextContent("The shop could not do this");
  isDown = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Person 0")).toBeInTheDocument();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("teaches when there is nothing", async () => {
  const none = { people: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } } };
  show(<People />, { answers: { People: none } });
  expect(await screen.findByText("Nobody")).toBeInTheDocument();
});
