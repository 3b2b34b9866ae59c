// What the marketing plugin's script is told; a shop without the plugin has no script, and is not told anything.
import { change, offers } from "./api.js";
import { h } from "./dom.js";
import { session } from "./session.js";

export const CONSENT_TEXT = "Send me news and offers by e-mail. I can stop this at any time.";

const automation = () => window.automation;

export const pageViewed = () => automation()?.page();

export const productViewed = (productId) => automation()?.product(productId);

export const canSubscribe = () => offers("automationSubscribe");

export async function subscribe(email, source) {
  const query = `mutation ($email: String!, $source: String!, $consentText: String!, $visitorId: UUID) {
    automationSubscribe(email: $email, source: $source, consentText: $consentText, visitorId: $visitorId) {
      errors { message } } }`;
  await change(query, { email, source, consentText: CONSENT_TEXT, visitorId: automation()?.visitorId });
}

/** Tell the script whose browser this is, after signing in. */
export const identify = () => {
  if (session.token) automation()?.identify({ token: session.token });
};

/** Ask once whether the visitor may be remembered, and tell the script what was decided, on every page. */
export function askForConsent() {
  const banner = document.querySelector("#consent");
  if (!automation()) return;
  automation().consent(session.consent === "yes");
  banner.hidden = Boolean(session.consent);
  banner.addEventListener("click", ({ target }) => {
    const answer = target.closest("[data-consent]")?.dataset.consent;
    if (!answer) return;
    session.consent = answer;
    banner.hidden = true;
    automation().consent(answer === "yes");
    identify();
    pageViewed();
  });
}

/** A place for what staff chose for this page; it stays empty when there is nothing to show. */
export function slot(name, channel, productId) {
  const price = h("p", { "data-text": "price" });
  const card = h("a", { class: "card", "data-href": "url" },
    h("img", { "data-src": "image", "data-alt": "name", width: 256, height: 256 }), h("h3", { "data-text": "name" }), price);
  const template = h("template", {});
  template.content.append(card);
  const place = h("section", { class: "slot", hidden: true }, h("h2", { "data-text": "heading" }),
    h("p", { "data-text": "text" }), h("div", { class: "grid" }, template));
  Object.assign(place.dataset, { automationSlot: name, channel, track: "" });
  if (productId) place.dataset.product = productId;
  if (automation()?.visitorId) automation().fill(place);
  return place;
}
