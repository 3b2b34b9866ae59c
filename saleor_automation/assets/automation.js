// automation.js: what a storefront needs to tell Saleor's marketing automation about its visitors, and to show them
// what was chosen for them. No dependencies, no inline code, no eval, no cookies. Until the visitor has agreed it stores
// nothing and sends nothing but forms that people submit themselves. How to use it: docs/howto/storefront.md.
(() => {
  "use strict";
  if (window.automation?.version) return;
  const script = document.currentScript;
  const settings = script.dataset;
  // The script lies below /plugins/saleor.automation/ of the API's host.
  const api = settings.api || new URL("../../graphql/", script.src).href;
  const KEY = "automation.visitor";
  const SIGNALS = ["dnt", "gpc"]; // The server fills in what the operator respects.
  const FLUSH_AFTER = 400; // milliseconds: views of one page travel together
  const MOST = 50; // events the server takes in one call

  let queue = [];
  let timer = 0;

  const isSent = { gpc: () => navigator.globalPrivacyControl === true, dnt: () => navigator.doNotTrack === "1" };
  const isRefused = () => SIGNALS.some((name) => isSent[name]());
  const say = (name, detail) => document.dispatchEvent(new CustomEvent(`automation:${name}`, { detail }));

  // ---- who: a random number in first-party storage, written only after consent; its presence is the consent ------

  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that forbids storage cannot be tracked
    }
  }

  let visitor = isRefused() ? null : stored();

  // ---- the API ---------------------------------------------------------------------------------------------------

  async function ask(query, variables, { keepalive = false, token = "" } = {}) {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    const body = JSON.stringify({ query, variables });
    const response = await fetch(api, { method: "POST", headers, body, keepalive, credentials: "omit" });
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors[0].message);
    return Object.values(data)[0];
  }

  const TRACK = `mutation ($input: AutomationTrackInput!) {
    automationTrack(input: $input) { errors { code message } } }`;

  async function flush() {
    clearTimeout(timer);
    timer = 0;
    if (!visitor || !queue.length) return;
    const events = queue.splice(0, MOST);
    try {
      const { errors } = await ask(TRACK, { input: { visitorId: visitor, hasConsent: true, events } }, { keepalive: true });
      if (errors.length) say("error", errors);
    } catch (error) {
      // The network failed, perhaps after the server had taken them: their keys keep them from being counted twice.
      if (visitor) queue = [...events, ...queue].slice(0, MOST);
      say("error", [{ message: error.message }]);
    }
  }

  function track(event) {
    if (!visitor) return;
    queue.push({ url: location.href.slice(0, 2000), key: uuid(), ...event });
    timer ||= setTimeout(flush, FLUSH_AFTER);
  }

  const meta = (name) => document.querySelector(`meta[name="automation:${name}"]`)?.content || undefined;

  const page = ({ categoryId = meta("category"), productIds } = {}) =>
    track({ kind: "PAGE_VIEWED", categoryId, productIds });
  const product = (productId, { categoryId = meta("category") } = {}) =>
    track({ kind: "PRODUCT_VIEWED", productId, categoryId });
  const custom = (name) => track({ kind: "CUSTOM", name });

  // ---- consent and identity --------------------------------------------------------------------------------------

  // A mail's link leads here with a token that says whose mail it was; it is good for some minutes.
  let arrival = "";
  const here = new URL(location.href);
  if (here.searchParams.has("automation")) {
    arrival = here.searchParams.get("automation");
    here.searchParams.delete("automation");
    history.replaceState(history.state, "", here);
  }

  /** Join this visitor to the customer whose access token of Saleor this is; it is used once and not kept. */
  async function identify({ token = "" } = {}) {
    if (!visitor || !(token || arrival)) return;
    const query = `mutation ($visitorId: UUID!, $token: String) {
      automationIdentify(visitorId: $visitorId, token: $token) { errors { code message } } }`;
    const variables = { visitorId: visitor, token: arrival || undefined };
    arrival = "";
    const { errors } = await ask(query, variables, { token });
    if (errors.length) say("error", errors);
  }

  function begin() {
    if (arrival) identify().catch((error) => say("error", [{ message: error.message }]));
    if (settings.manual === undefined) meta("product") ? product(meta("product")) : page();
    document.querySelectorAll("[data-automation-slot]").forEach(fill);
  }

  /** Say what the visitor decided. true begins with this page; false forgets the visitor, here and on the server. */
  function consent(isGiven) {
    if (isGiven && !visitor && !isRefused()) {
      const id = stored() || uuid();
      try {
        localStorage.setItem(KEY, id);
      } catch {
        return;
      }
      visitor = id;
      begin();
    } else if (!isGiven && stored()) {
      const query = "mutation ($id: UUID!) { automationVisitorForget(visitorId: $id) { errors { message } } }";
      ask(query, { id: stored() }, { keepalive: true }).catch((error) => say("error", [{ message: error.message }]));
      localStorage.removeItem(KEY);
      visitor = null;
      queue = [];
    }
  }

  // ---- forms: <form data-automation-subscribe="footer"> with a field named email -----------------------------------

  async function subscribe({ email, source, consentText, language, lists }) {
    const query = `mutation ($email: String!, $source: String!, $consentText: String!, $language: String,
        $lists: [String!], $visitorId: UUID) {
      automationSubscribe(email: $email, source: $source, consentText: $consentText, language: $language,
        lists: $lists, visitorId: $visitorId) { errors { field code message } } }`;
    const { errors } = await ask(query, { email, source, consentText, language, lists, visitorId: visitor });
    return errors;
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-automation-subscribe]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    const { automationSubscribe: source, lists, language } = form.dataset;
    const show = (name, text) =>
      form.querySelectorAll(`[data-automation-${name}]`).forEach((element) => {
        element.hidden = text === undefined;
        if (text) element.textContent = text;
      });
    let errors;
    try {
      errors = await subscribe({
        source,
        email: form.elements.email.value,
        consentText: form.querySelector("[data-automation-consent]")?.textContent.trim() ?? "",
        language: language || document.documentElement.lang || undefined,
        lists: lists?.split(/[\s,]+/).filter(Boolean),
      });
    } catch (error) {
      errors = [{ message: error.message }];
    }
    show("error", errors.length ? errors[0].message : undefined);
    show("done", errors.length ? undefined : "");
    if (!errors.length) form.reset();
    form.dispatchEvent(new CustomEvent(errors.length ? "automation:refused" : "automation:subscribed",
      { bubbles: true, detail: errors }));
  });

  // ---- smart content: <div data-automation-slot="home"> with a <template> for one product ---------------------------

  const CONTENT = `query ($slot: String!, $channel: String!, $language: String, $visitorId: UUID, $productId: ID,
      $checkoutId: ID) {
    automationSmartContent(slot: $slot, channel: $channel, language: $language, visitorId: $visitorId,
      productId: $productId, checkoutId: $checkoutId) {
      slot variant heading text buttonText buttonUrl
      products { id name url image price oldPrice reason } } }`;

  const content = (slot, { channel, language, productId, checkoutId } = {}) =>
    ask(CONTENT, {
      slot, productId, checkoutId, visitorId: visitor,
      channel: channel || settings.channel,
      language: language || document.documentElement.lang || undefined,
    });

  const isSafe = (url) => /^https?:$/.test(new URL(url, location.href).protocol);

  /** Put values into a piece of the page: data-text="name" gets text, data-href, data-src and data-alt attributes. */
  function put(root, values) {
    for (const attribute of ["text", "href", "src", "alt"]) {
      root.querySelectorAll(`[data-${attribute}]`).forEach((element) => {
        const value = values[element.dataset[attribute]] || "";
        if (attribute === "text") element.textContent = value;
        else if (attribute === "alt" || (value && isSafe(value))) element.setAttribute(attribute, value);
        element.toggleAttribute("data-empty", !value);
      });
    }
    return root;
  }

  async function fill(place) {
    const { automationSlot: slot, channel, product: productId, cart: checkoutId, track: isTracked } = place.dataset;
    const template = place.querySelector("template");
    try {
      const found = await content(slot, { channel, productId, checkoutId });
      if (!found || (!found.products.length && !found.heading && !found.text)) return;
      place.querySelectorAll("[data-automation-item]").forEach((old) => old.remove());
      put(place, found);
      for (const card of template ? found.products : []) {
        const piece = put(template.content.cloneNode(true), card);
        for (const element of piece.children) element.setAttribute("data-automation-item", card.id);
        template.before(piece);
      }
      place.hidden = false;
      place.dispatchEvent(new CustomEvent("automation:content", { bubbles: true, detail: found }));
      if (isTracked === undefined) return;
      shown.set(place, { name: slot, variant: found.variant });
      track({ kind: "CONTENT_SHOWN", ...shown.get(place), productIds: found.products.map(({ id }) => id) });
    } catch (error) {
      say("error", [{ message: error.message }]); // the page's own content stays
    }
  }

  const shown = new WeakMap();
  document.addEventListener("click", ({ target }) => {
    const detail = target.closest("a") && shown.get(target.closest("[data-automation-slot]"));
    const productId = target.closest("[data-automation-item]")?.dataset.automationItem;
    if (detail) track({ kind: "CONTENT_CLICKED", ...detail, productId });
  });

  // ---- begin -----------------------------------------------------------------------------------------------------

  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
  window.automation = { version: "__VERSION__", consent, page, product, track: custom, identify, subscribe, content,
    fill, flush, get visitorId() { return visitor; } };
  if (visitor) begin();
  else document.querySelectorAll("[data-automation-slot][data-automation-always]").forEach(fill);
  say("ready");
})();
