import { actions } from "@saleor/app-sdk/app-bridge";
import { bridge } from "./bridge";

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
