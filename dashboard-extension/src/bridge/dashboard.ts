import { actions } from "@saleor/app-sdk/app-bridge";
import { useEffect, type RefObject } from "react";
import { bridge, frameParams } from "./bridge";

/** Older Dashboards do not know every action and never answer it: then nothing happens, which is what we can do. */
const ignore = () => undefined;

export type NoticeKind = "success" | "error" | "info" | "warning";

/** Show a note in the Dashboard's own corner. */
export function notify(status: NoticeKind, title: string, text?: string): void {
  bridge.dispatch(actions.Notification({ status, title, text })).catch(ignore);
}

/** Open a page of the Dashboard itself ("/orders/<id>"), in this tab unless said otherwise. */
export function openInDashboard(path: string, { newTab = false } = {}): void {
  bridge.dispatch(actions.Redirect({ to: path, newContext: newTab })).catch(ignore);
}

/** Open a page of ours in the Dashboard: the way there from a widget or popup, which have no room for pages. */
export function openOwnPage(path: string): void {
  openInDashboard(`/extensions/app/${encodeURIComponent(bridge.getState().id)}${path}`);
}

/** Open one of our popups, which must have its place on the same page; an older Dashboard answers false. */
export function openPopup(identifier: string, params: object): Promise<boolean> {
  return bridge.dispatch(actions.OpenPopup({ extensionIdentifier: identifier, params })).then(
    () => true,
    () => false,
  );
}

export const customerPath = (id: string) => `/customers/${encodeURIComponent(id)}`;
export const orderPath = (id: string) => `/orders/${encodeURIComponent(id)}`;
export const productPath = (id: string) => `/products/${encodeURIComponent(id)}`;

/** Put our own address into the Dashboard's, so that a reload and a shared link lead here again. Paths only. */
export function showAddress(pathname: string): void {
  bridge.dispatch(actions.UpdateRouting({ newRoute: pathname })).catch(ignore);
}

/** Close the popup we are in; the page below it reads its object again. */
export function closePopup({ changed = false } = {}): void {
  if (changed) bridge.dispatch(actions.RefreshEntity()).catch(ignore);
  bridge.dispatch(actions.PopupClose()).catch(ignore);
}

/** Return what this frame is about: the Dashboard says it in the address, and our own widgets when they open a popup. */
export function frameSubject(name: string): string {
  const given = bridge.getState().appParams as Record<string, unknown> | undefined;
  return frameParams.get(name) ?? String(given?.[name] ?? "");
}

/** Tell the Dashboard how high a widget is, again whenever that changes; the element must not be the body. */
export function useReportedHeight(element: RefObject<HTMLElement>): void {
  useEffect(() => {
    const box = element.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => {
      const height = Math.ceil(box.getBoundingClientRect().height);
      if (height > 0) bridge.dispatch(actions.WidgetResize({ height })).catch(ignore);
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
}
