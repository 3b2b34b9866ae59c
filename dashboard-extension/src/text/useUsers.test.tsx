import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { IntlProvider } from "react-intl";
import { expect, it } from "vitest";
import italian from "~/i18n/it.json";
import { useUsers } from "./useUsers";

it("says in the reader's language what uses a thing, and leaves alone what it does not know", () => {
  const inItalian = ({ children }: { children: ReactNode }) => (
    <IntlProvider locale="it" messages={italian}>
      {children}
    </IntlProvider>
  );
  const { result: said } = renderHook(() => useUsers(), { wrapper: inItalian });
  expect(said.current("journey 'win-back'")).toBe("percorso «win-back»");
  expect(said.current("rule 'Visit' of score 'interest'")).toBe("regola «Visit» del punteggio «interest»");
  expect(said.current("something else")).toBe("something else");
});
