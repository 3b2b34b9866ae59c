import { ThemeProvider } from "@saleor/macaw-ui";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { IntlProvider } from "react-intl";
import { createMemoryRouter, RouterProvider } from "react-router-dom";
import { Client, fetchExchange, Provider } from "urql";
import english from "~/i18n/en.json";

const areaTexts = import.meta.glob<{ default: Record<string, string> }>(
  ["../areas/*/i18n/en.json", "../ui/*/i18n/en.json"],
  { eager: true },
);
const messages = Object.assign({}, english, ...Object.values(areaTexts).map((file) => file.default));

export interface Asked {
  operation: string;
  variables: Record<string, unknown>;
}

type Answers = Record<string, unknown | ((variables: Record<string, unknown>) => unknown)>;

/** Read a request as the shop does; of one with files, those stay named by their parts and are not put back. */
function operationIn(body: unknown): { operationName: string; variables: Record<string, unknown> } {
  const text = body instanceof FormData ? body.get("operations") : body;
  return JSON.parse(String(text)) as ReturnType<typeof operationIn>;
}

/**
 * The shop's API as a test needs it: the `data` of each operation by its name, as value or as function of the
 * variables. A function may throw a TypeError to play a lost network. What was asked is kept in `asked`.
 */
export function fakeShop(answers: Answers): { client: Client; asked: Asked[] } {
  const asked: Asked[] = [];
  const client = new Client({
    url: "http://shop.test/graphql/",
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: async (_url, request) => {
      const { operationName, variables } = operationIn(request?.body);
      asked.push({ operation: operationName, variables });
      const answer = answers[operationName];
      if (answer === undefined) throw new Error(`The fake shop has no answer to ${operationName}.`);
      const data = typeof answer === "function" ? await answer(variables) : answer;
      const body = data instanceof Refusal ? data.body : { data };
      return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
    },
  });
  return { client, asked };
}

/** An answer with errors instead of data, as Saleor words them. */
export class Refusal {
  readonly body: unknown;
  constructor(message: string, code = "GraphQLError") {
    this.body = { data: null, errors: [{ message, extensions: { exception: { code } } }] };
  }
}

/** Render a page or a component in English, inside a router, talking to the fake shop. */
export function show(
  element: ReactElement,
  { path = "/", route = "*", answers = {} }: { path?: string; route?: string; answers?: Answers } = {},
) {
  const { client, asked } = fakeShop(answers);
  const router = createMemoryRouter(
    [
      { path: route, element },
      { path: "*", element: null },
    ],
    {
      initialEntries: [path],
    },
  );
  const view = render(
    <ThemeProvider>
      <IntlProvider locale="en" messages={messages} textComponent="span">
        <Provider value={client}>
          <RouterProvider router={router} />
        </Provider>
      </IntlProvider>
    </ThemeProvider>,
  );
  return { ...view, asked, router };
}
