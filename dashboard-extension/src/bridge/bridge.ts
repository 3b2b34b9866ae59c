import { AppBridge, type AppBridgeState } from "@saleor/app-sdk/app-bridge";
import { useSyncExternalStore } from "react";

/** What the Dashboard put into the frame's address, read before the router touches it. */
export const frameParams = new URLSearchParams(window.location.search);

/**
 * The line to the Dashboard: one per document, made before React. We are served from the shop's own address, so the
 * API's address is known even if somebody opens a page without the Dashboard.
 */
export const bridge = new AppBridge({
  saleorApiUrl: frameParams.get("saleorApiUrl") ?? new URL("/graphql/", window.location.origin).href,
});

export const isInFrame = window.top !== window.self;

/** A small frame in one of the Dashboard's own pages, as high as what is in it. */
export const isWidget = window.location.pathname.includes("/widgets/");

const EVENTS = ["handshake", "theme", "localeChanged", "tokenRefresh"] as const;

function subscribe(listener: () => void): () => void {
  // AppBridge tells its listeners before it keeps the new state, so they look a moment later.
  const later = () => queueMicrotask(listener);
  const ends = EVENTS.map((event) => bridge.subscribe(event, later));
  return () => ends.forEach((end) => end());
}

/**
 * Read something of the Dashboard's state and render again when it changes. app-sdk's own useAppBridge() does not
 * follow tokenRefresh and localeChanged (1.15). The result must be a primitive.
 */
export function useBridge<Value extends string | boolean | undefined>(
  read: (state: AppBridgeState) => Value,
): Value {
  return useSyncExternalStore(subscribe, () => read(bridge.getState()));
}

let wasRefused = false;
const refusalListeners = new Set<() => void>();

// Widgets and popups are shown to people without the permission as well, with an empty token, on which AppBridge breaks.
window.addEventListener(
  "message",
  ({ source, data }: MessageEvent<{ type?: string; payload?: { token?: unknown } }>) => {
    if (source !== window.parent || data?.type !== "handshake" || data.payload?.token) return;
    wasRefused = true;
    refusalListeners.forEach((each) => each());
  },
);

function subscribeToRefusal(listener: () => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

/** Whether the Dashboard has shaken hands without handing a token over. */
export function useWasRefused(): boolean {
  return useSyncExternalStore(subscribeToRefusal, () => wasRefused);
}
