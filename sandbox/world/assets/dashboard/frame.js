// One page of an app in a frame, and the talk with it: the same messages in the same order as Saleor's Dashboard.
import { h } from "../storefront/dom.js";

const SANDBOX = "allow-same-origin allow-forms allow-scripts allow-downloads allow-popups";
const RENEW_BEFORE_SECONDS = 30;
const frames = new Set();

/** Tell every open page of the app something: a theme, a language. */
export function broadcast(type, payload) {
  for (const frame of frames) frame.tell(type, payload);
}

const endOf = (token) => JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).exp;

/**
 * Return the frame of an app's page. `readToken` gives a token, or null for who may not see it: the frame is shown all
 * the same, as the Dashboard does. `isRenewed` is false for popups. `on` holds what the page may ask for.
 */
export function appFrame({ appId, src, context = {}, readToken, isRenewed = true, on, theme, locale, title }) {
  const url = new URL(src, location.origin);
  const given = { domain: location.host, saleorApiUrl: `${location.origin}/graphql/`, id: appId, ...context, theme: theme() };
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
  const element = h("iframe", { src: url.href, sandbox: SANDBOX, title });

  let timer;
  const tell = (type, payload) => element.contentWindow?.postMessage({ type, payload }, url.origin);
  const frame = { tell };

  async function renewLater(token) {
    if (!isRenewed || !token) return;
    const wait = endOf(token) * 1000 - Date.now() - RENEW_BEFORE_SECONDS * 1000;
    timer = setTimeout(async () => {
      const fresh = await readToken();
      if (fresh) tell("tokenRefresh", { token: fresh });
      renewLater(fresh);
    }, Math.max(wait, 1000));
  }

  async function shakeHands() {
    const token = (await readToken()) ?? "";
    const versions = { saleorVersion: "3.23.0", dashboardVersion: "3.23.0", version: 1 };
    tell("handshake", { token, ...versions });
    tell("theme", { theme: theme() });
    tell("localeChanged", { locale: locale() });
    renewLater(token);
  }

  function listen({ source, origin, data }) {
    if (source !== element.contentWindow || origin !== url.origin) return;
    if (data.type === "notifyReady") shakeHands();
    const act = on[data.type];
    if (act) act(data.payload, element);
    const { actionId } = data.payload ?? {};
    if (actionId) tell("response", { actionId, ok: Boolean(act) || data.type === "notifyReady" });
  }

  window.addEventListener("message", listen);
  frames.add(frame);
  element.leave = () => {
    window.removeEventListener("message", listen);
    clearTimeout(timer);
    frames.delete(frame);
  };
  return element;
}
