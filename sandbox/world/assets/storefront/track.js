// Tell the marketing plugin what visitors look at; a shop without the plugin is not told anything.
import { ask, change, offers } from "./api.js";
import { session } from "./session.js";

export const CONSENT_TEXT = "Send me news and offers by e-mail. I can stop this at any time.";

async function track(event) {
  if (!(await offers("automationTrack"))) return;
  const query = "mutation ($input: AutomationTrackInput!) { automationTrack(input: $input) { errors { message } } }";
  await ask(query, { input: { visitorId: session.visitorId, hasConsent: true, events: [{ url: location.href, ...event }] } });
}

// Tracking must never stand in the way of shopping: a failure is for the console only.
const quietly = (promise) => promise.catch((error) => console.warn("Not tracked:", error.message));

export const pageViewed = () => quietly(track({ kind: "PAGE_VIEWED" }));

export const productViewed = (productId) => quietly(track({ kind: "PRODUCT_VIEWED", productId }));

export const canSubscribe = () => offers("automationSubscribe");

export async function subscribe(email, source) {
  const query = `mutation ($email: String!, $source: String!, $consentText: String!, $visitorId: UUID) {
    automationSubscribe(email: $email, source: $source, consentText: $consentText, visitorId: $visitorId) {
      errors { message } } }`;
  await change(query, { email, source, consentText: CONSENT_TEXT, visitorId: session.visitorId });
}
