// The sandbox's stand-in for Saleor's Dashboard: sign-in, menu, pages, and the extension in frames.
import { field, form, h } from "../storefront/dom.js";
import { appFrame, broadcast } from "./frame.js";
import * as pages from "./pages.js";
import { ask, isSignedIn, signIn, signOut } from "./staff.js";

const ROOT = "/dashboard";
const APP = `query ($id: ID!) { app(id: $id) { id name author appUrl accessToken
  extensions { id label url mountName targetName identifier settings } } }`;
const APP_TOKEN = "query ($id: ID!) { app(id: $id) { accessToken } }";
const PLACE_TOKEN = "query ($id: ID!) { app(id: $id) { extensions { id accessToken } } }";
const INSTALL = "mutation { automationDashboardInstall { dashboard { app } errors { message } } }";
const MENUS = [["Products", "NAVIGATION_CATALOG"], ["Customers", "NAVIGATION_CUSTOMERS"], ["Discounts", "NAVIGATION_DISCOUNTS"]];
const LINKS = { Customers: "/customers" };

const main = document.getElementById("main");
const menu = document.getElementById("menu");
const notes = document.getElementById("notes");
let appId = document.body.dataset.app;
let app;

const theme = () => document.documentElement.dataset.theme;
const locale = () => document.getElementById("locale").value;

function go(path) {
  history.pushState(null, "", ROOT + path);
  show();
}

const link = (path, text) =>
  h("a", { href: ROOT + path, click: (event) => { event.preventDefault(); go(path); } }, text);

/** What an app may ask for, as Saleor's Dashboard offers it. */
const actions = {
  notification: ({ status, title, text }) => {
    const note = h("div", { class: `note ${status ?? "info"}` }, h("strong", {}, title ?? ""), h("span", {}, text ?? ""));
    notes.append(note);
    setTimeout(() => note.remove(), 6000);
  },
  redirect: ({ to, newContext }) => (newContext ? window.open(ROOT + to) : go(to)),
  updateRouting: ({ newRoute }) => history.replaceState(null, "", `${ROOT}/extensions/app/${appId}${newRoute}`),
  widgetResize: ({ height }, frame) => { frame.style.height = `${Math.min(height, 5000)}px`; },
  refreshEntity: () => show(),
  openPopup: ({ extensionIdentifier, appParams }) =>
    openPopup(app.extensions.find((each) => each.identifier === extensionIdentifier), appParams ? { appParams } : {}),
};

const appToken = async () => (await ask(APP_TOKEN, { id: appId })).app.accessToken;
const placeToken = (place) => async () =>
  (await ask(PLACE_TOKEN, { id: appId })).app.extensions.find((each) => each.id === place.id).accessToken;

const framed = (options) => appFrame({ appId, theme, locale, on: actions, ...options });

function openPopup(place, context) {
  const close = () => { frame.leave(); window_.remove(); };
  const frame = framed({
    src: place.url, context, readToken: placeToken(place), isRenewed: false, title: place.label,
    on: { ...actions, popupClose: close },
  });
  const closer = h("button", { type: "button", class: "quiet", "aria-label": "Close", click: close }, "×");
  const window_ = h("div", { class: "popup", role: "dialog", "aria-label": place.label },
    h("div", {}, h("header", {}, h("h2", {}, place.label), closer), frame));
  document.body.append(window_);
}

const placesAt = (mount, target) =>
  (app?.extensions ?? []).filter((each) => each.mountName === mount && each.targetName === target);

const host = {
  link,
  widgets: (mount, context = {}) => placesAt(mount, "WIDGET").map((place) =>
    h("section", { class: "widget" }, h("h2", {}, place.label),
      framed({ src: place.url, context, readToken: placeToken(place), title: place.label }))),
  popups: (mount, context) => placesAt(mount, "POPUP").map((place) =>
    h("button", { type: "button", class: "quiet", click: () => openPopup(place, context()) }, place.label)),
};

function drawMenu() {
  menu.replaceChildren(
    link("/", "Home"),
    link("/orders", "Orders"),
    ...MENUS.flatMap(([name, mount]) => [
      LINKS[name] ? link(LINKS[name], name) : h("span", {}, name),
      ...placesAt(mount, "APP_PAGE").map((place) => {
        const item = link(`/extensions/app/${appId}${place.url}`, place.label);
        item.className = "inner";
        return item;
      }),
    ]),
  );
}

function extensionPage(path) {
  const frame = framed({ src: app.appUrl + path, readToken: appToken, title: app.name });
  return [h("header", { class: "head" }, h("h1", {}, app.name, h("small", {}, ` by ${app.author}`))), frame];
}

function signInPage() {
  document.body.classList.add("outside");
  return [form({ class: "sign-in" }, async ({ email, password }) => { await signIn(email, password); await start(); },
    h("h1", {}, "Sign in to the sandbox"),
    field("E-mail", { name: "email", type: "email", value: "admin@example.com", required: true, autocomplete: "username" }),
    field("Password", { name: "password", type: "password", value: "admin", required: true, autocomplete: "current-password" }),
    h("button", {}, "Sign in"))];
}

const notInstalled = () => [
  h("header", { class: "head" }, h("h1", {}, "The extension is not installed")),
  form({}, async () => {
    const { dashboard, errors } = (await ask(INSTALL)).automationDashboardInstall;
    if (errors.length) throw new Error(errors[0].message);
    appId = dashboard.app;
    await start();
  }, h("p", {}, "The same as “manage.py automation_dashboard install”."), h("button", {}, "Install")),
];

async function content() {
  const [, section, ...rest] = location.pathname.slice(ROOT.length).split("/").map(decodeURIComponent);
  if (!isSignedIn()) return signInPage();
  document.body.classList.remove("outside");
  if (!app) return notInstalled();
  if (section === "extensions") return extensionPage(`/${rest.slice(2).map(encodeURIComponent).join("/")}`);
  if (section === "customers") return rest[0] ? pages.customer(host, rest[0]) : pages.customers(host);
  if (section === "orders") return rest[0] ? pages.order(host, rest[0]) : pages.orders(host);
  return pages.home(host);
}

async function show() {
  for (const frame of document.querySelectorAll("iframe")) frame.leave?.();
  document.querySelector(".popup")?.remove();
  try {
    const made = await content();
    main.className = made.some((each) => each.tagName === "IFRAME") ? "filled" : "";
    main.replaceChildren(...made);
  } catch (error) {
    main.replaceChildren(isSignedIn() ? h("p", { class: "error" }, error.message) : signInPage()[0]);
  }
}

async function start() {
  app = isSignedIn() && appId ? (await ask(APP, { id: appId }).catch(() => ({}))).app : undefined;
  drawMenu();
  await show();
}

document.getElementById("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
  localStorage.setItem("dashboard.theme", theme());
  broadcast("theme", { theme: theme() });
});
document.getElementById("locale").addEventListener("change", () => {
  localStorage.setItem("dashboard.locale", locale());
  broadcast("localeChanged", { locale: locale() });
});
document.getElementById("sign-out").addEventListener("click", () => { signOut(); start(); });
window.addEventListener("popstate", show);

document.documentElement.dataset.theme = localStorage.getItem("dashboard.theme") ?? "light";
document.getElementById("locale").value = localStorage.getItem("dashboard.locale") ?? "en";
start();
