import { DashboardEventFactory } from "@saleor/app-sdk/app-bridge";
import { act, render, screen } from "@testing-library/react";
import { IntlProvider } from "react-intl";
import { beforeEach, describe, expect, it, vi } from "vitest";
import english from "~/i18n/en.json";

const DASHBOARD = "http://dashboard.test";

/** A token as Saleor makes it: only what is inside matters here. */
function token(claims: object): string {
  const encode = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, "");
  return [
    { alg: "RS256" },
    { email: "ada@example.com", user_permissions: [], app: "QXBwOjE=", ...claims },
    {},
  ]
    .map(encode)
    .join(".");
}

async function send(data: unknown): Promise<void> {
  await act(async () => {
    window.dispatchEvent(new MessageEvent("message", { data, origin: DASHBOARD }));
    await Promise.resolve();
  });
}

/** Each test gets a document of its own: the bridge is made when its module is first read. */
async function fresh() {
  vi.resetModules();
  Object.defineProperty(document, "referrer", { value: `${DASHBOARD}/x`, configurable: true });
  window.history.replaceState(
    null,
    "",
    "/?saleorApiUrl=http%3A%2F%2Fshop.test%2Fgraphql%2F&id=QXBwOjE%3D&theme=light",
  );
  return {
    ...(await import("./bridge")),
    ...(await import("./token")),
    ...(await import("~/shell/Gate")),
  };
}

describe("what the Dashboard says", () => {
  let page: Awaited<ReturnType<typeof fresh>>;
  beforeEach(async () => {
    page = await fresh();
  });

  it("renders again for theme, locale and token", async () => {
    function Probe() {
      const said = page.useBridge((state) => `${state.theme}|${state.locale}|${state.token ?? ""}`);
      return <p>{said}</p>;
    }
    render(<Probe />);
    await send(DashboardEventFactory.createThemeChangeEvent("dark"));
    await send(DashboardEventFactory.createLocaleChangedEvent("it" as never));
    await send(DashboardEventFactory.createTokenRefreshEvent("new.token.x"));
    expect(screen.getByText("dark|it|new.token.x")).toBeInTheDocument();
  });

  it("keeps the token that is good for longest", async () => {
    const old = token({ exp: 1_000 });
    const renewed = token({ exp: 2_000 });
    await send(DashboardEventFactory.createTokenRefreshEvent(old));
    expect(page.currentToken()).toBe(old);

    const asked = vi.fn(
      async () => new Response(JSON.stringify({ data: { app: { accessToken: renewed } } })),
    );
    expect(await page.renewToken(asked as unknown as typeof fetch)).toBe(true);
    expect(page.currentToken()).toBe(renewed);
    expect(asked).toHaveBeenCalledWith(
      "http://shop.test/graphql/",
      expect.objectContaining({
        headers: { "Content-Type": "application/json", "Authorization-Bearer": old },
      }),
    );

    const given = token({ exp: 3_000 });
    await send(DashboardEventFactory.createTokenRefreshEvent(given));
    expect(page.currentToken()).toBe(given);
  });

  it("renews a token shortly before its end, once", async () => {
    vi.useFakeTimers();
    const asked = vi.spyOn(globalThis, "fetch").mockReturnValue(new Promise(() => undefined));
    await send(DashboardEventFactory.createTokenRefreshEvent(token({ exp: 1_000 })));
    let now = 900;
    const stop = page.keepTokenFresh(() => now);
    vi.advanceTimersByTime(10_000);
    expect(asked).not.toHaveBeenCalled();
    now = 985;
    vi.advanceTimersByTime(20_000);
    expect(asked).toHaveBeenCalledTimes(1);
    stop();
    vi.useRealTimers();
  });
});

describe("the gate", () => {
  let page: Awaited<ReturnType<typeof fresh>>;
  beforeEach(async () => {
    page = await fresh();
  });

  function showGate(inFrame: boolean) {
    render(
      <IntlProvider locale="en" messages={english}>
        <page.Gate inFrame={inFrame}>
          <p>inside</p>
        </page.Gate>
      </IntlProvider>,
    );
  }

  it("lets in whoever has the permission", async () => {
    showGate(true);
    await send(DashboardEventFactory.createHandshakeEvent(token({ permissions: ["MANAGE_AUTOMATION"] })));
    expect(screen.getByText("inside")).toBeInTheDocument();
  });

  it("tells who lacks the permission how to get it", async () => {
    showGate(true);
    await send(DashboardEventFactory.createHandshakeEvent(token({ permissions: ["MANAGE_USERS"] })));
    expect(screen.queryByText("inside")).not.toBeInTheDocument();
    expect(screen.getByText(english["gate.permission.title"])).toBeInTheDocument();
  });

  it("says so at once in a widget the Dashboard gives no token to", () => {
    render(
      <IntlProvider locale="en" messages={english}>
        <page.Gate inFrame isSmall>
          <p>inside</p>
        </page.Gate>
      </IntlProvider>,
    );
    const data = { type: "handshake", payload: { token: "", version: 1 } };
    act(() => void window.dispatchEvent(new MessageEvent("message", { data, source: window })));
    expect(screen.getByText(english["gate.permission.title"])).toBeInTheDocument();
    expect(screen.queryByRole("heading")).not.toBeInTheDocument();
  });

  it("gives up waiting for a token that does not come", () => {
    vi.useFakeTimers();
    showGate(true);
    expect(screen.getByRole("status")).toHaveTextContent("Loading …");
    act(() => void vi.advanceTimersByTime(page.PATIENCE_MS));
    expect(screen.getByText(english["gate.noToken.title"])).toBeInTheDocument();
    vi.useRealTimers();
  });

  it("says outside of the Dashboard where to open it", () => {
    showGate(false);
    expect(screen.getByText(english["gate.outside.title"])).toBeInTheDocument();
  });
});
