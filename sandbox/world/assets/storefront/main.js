// The storefront: finds the page for the address and keeps the head of the page up to date.
import { account } from "./account.js";
import { cart } from "./cart.js";
import { current } from "./checkout.js";
import { h } from "./dom.js";
import { catalogue, product } from "./goods.js";
import { session } from "./session.js";
import { askForConsent, identify, pageViewed } from "./track.js";

const main = document.querySelector("#main");
const channels = document.querySelector("#channel");
const known = [...channels.options].map((option) => option.value);

const PAGES = [
  [/^$/, (channel) => catalogue(channel)],
  [/^categories\/([^/]+)\/$/, catalogue],
  [/^products\/([^/]+)\/$/, product],
  [/^cart\/(?:([^/]+)\/)?$/, cart],
  [/^account\/$/, account],
];

/** Read the address: /channel/rest. */
function place() {
  const [, slug, rest] = location.pathname.match(/^\/([^/]+)\/(.*)$/) ?? [];
  const channel = known.includes(slug) ? slug : known.includes(session.channel) ? session.channel : known[0];
  return { channel, rest: rest ?? "" };
}

let drawing = 0;

async function draw() {
  const { channel, rest } = place();
  const mine = ++drawing;
  session.channel = channels.value = channel;
  document.querySelector("[data-link=home]").href = `/${channel}/`;
  document.querySelector("[data-link=cart]").href = `/${channel}/cart/`;
  const accountLink = document.querySelector("[data-link=account]");
  accountLink.href = `/${channel}/account/`;
  accountLink.textContent = session.token ? "Account" : "Sign in";
  main.setAttribute("aria-busy", "true");
  let content;
  try {
    const [pattern, page] = PAGES.find(([candidate]) => candidate.test(rest)) ?? [];
    content = page ? await page(channel, rest.match(pattern)[1]) : h("p", { class: "empty" }, "There is no such page.");
  } catch (error) {
    content = h("p", { class: "empty error", role: "alert" }, error.message);
  }
  if (mine !== drawing) return; // the visitor has gone on already
  main.replaceChildren(content);
  main.removeAttribute("aria-busy");
  document.title = [main.querySelector("h1")?.textContent, document.querySelector(".brand").textContent].filter(Boolean).join(" · ");
  scrollTo(0, 0);
}

export function visit(path) {
  history.pushState(null, "", path);
  pageViewed();
  return draw();
}

/** Show how many pieces the cart holds. */
export function showCount(checkout) {
  const count = checkout?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
  const badge = document.querySelector("#cart-count");
  badge.hidden = !count;
  badge.textContent = count;
}

addEventListener("popstate", draw);
channels.addEventListener("change", () => visit(`/${channels.value}/`).then(refreshCount));
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!link || !isPlain || link.origin !== location.origin || !known.includes(link.pathname.split("/")[1])) return;
  event.preventDefault();
  visit(link.pathname + link.search);
});

const refreshCount = () => current(place().channel).then(showCount);

askForConsent();
identify();
pageViewed();
await draw();
if (!place().rest.startsWith("cart/")) await refreshCount();
