// The cart: what is in it, who orders, a promo code, and the order itself.
import { knownAddress } from "./account.js";
import * as checkouts from "./checkout.js";
import { field, form, h, money } from "./dom.js";
import { showCount } from "./main.js";
import { session } from "./session.js";
import { canSubscribe, CONSENT_TEXT, subscribe } from "./track.js";

/** Show the cart of a link in a mail, or this browser's own. A code in the link is put into the cart. */
export async function cart(channel, id) {
  let checkout = id ? await checkouts.load(id, channel) : await checkouts.current(channel);
  const code = new URLSearchParams(location.search).get("code");
  let note = "";
  if (checkout && code && checkout.voucherCode !== code) {
    try {
      checkout = await checkouts.addPromoCode(checkout.id, code);
    } catch (error) {
      note = error.message;
    }
  }
  const page = h("div", {});
  await draw(page, channel, checkout, note);
  return page;
}

async function draw(page, channel, checkout, note = "") {
  showCount(checkout);
  if (!checkout?.lines.length) {
    page.replaceChildren(h("h1", {}, "Cart"), h("p", { class: "empty" }, "Your cart is empty. ",
      h("a", { href: `/${channel}/` }, "Look around")));
    return;
  }
  const redraw = (changed) => draw(page, channel, changed);
  page.replaceChildren(h("h1", {}, "Cart"), h("div", { class: "cart" },
    h("ul", { class: "lines" }, checkout.lines.map((line) => lineItem(channel, checkout, line, redraw))),
    h("section", { class: "summary", "aria-label": "Order" },
      totals(checkout), promoForm(checkout, redraw, note), await orderForm(page, channel, checkout))));
}

const times = ({ amount, currency }, quantity) => ({ amount: amount * quantity, currency });

function lineItem(channel, checkout, line, redraw) {
  const { product, name, pricing } = line.variant;
  const set = async (quantity) => redraw(await checkouts.setQuantity(checkout.id, line.id, quantity));
  return h("li", {},
    product.thumbnail && h("img", { src: product.thumbnail.url, alt: "", width: 88, height: 88 }),
    h("div", {}, h("a", { href: `/${channel}/products/${product.slug}/` }, product.name),
      name && name !== product.name && h("p", { class: "soft" }, name)),
    h("div", { class: "quantity" },
      h("button", { type: "button", "aria-label": `One ${product.name} less`, click: () => set(line.quantity - 1) }, "−"),
      h("span", {}, String(line.quantity)),
      h("button", { type: "button", "aria-label": `One ${product.name} more`, click: () => set(line.quantity + 1) }, "+")),
    // Saleor spreads a voucher over the lines; here the price stays what it was on the product's page.
    h("span", { class: "amount" }, pricing && money(times(pricing.price.gross, line.quantity))));
}

/** Saleor's subtotal is after the voucher; people expect the sum of the goods first. */
function totals({ subtotalPrice, discount, totalPrice, voucherCode }) {
  const { amount, currency } = subtotalPrice.gross;
  const goods = { amount: amount + (discount?.amount ?? 0), currency };
  const row = (label, value, cls = "") => [h("dt", { class: cls }, label), h("dd", { class: cls }, value)];
  return h("dl", { class: "totals" },
    row("Goods", money(goods)),
    discount?.amount > 0 ? row(`Discount ${voucherCode ?? ""}`, `−${money(discount)}`) : [],
    row("Total", money(totalPrice.gross), "total"));
}

function promoForm(checkout, redraw, note) {
  if (checkout.voucherCode) {
    return form({ class: "promo" }, async () => redraw(await checkouts.removePromoCode(checkout.id, checkout.voucherCode)),
      h("span", {}, "Code ", h("strong", {}, checkout.voucherCode)), h("button", { class: "plain" }, "Remove"));
  }
  return form({ class: "promo" }, async ({ code }) => redraw(await checkouts.addPromoCode(checkout.id, code)),
    h("input", { name: "code", required: true, placeholder: "Promo code", "aria-label": "Promo code", autocomplete: "off" }),
    h("button", {}, "Apply"), note && h("p", { class: "error" }, note));
}

const COUNTRIES = { us: ["US", "CA"], eu: ["IT", "DE", "AT", "FR", "ES", "NL"] };

async function addressFields(channel) {
  const known = await knownAddress();
  const names = new Intl.DisplayNames(undefined, { type: "region" });
  const codes = new Set([...(known.country ? [known.country] : []), ...(COUNTRIES[channel] ?? COUNTRIES.eu)]);
  const input = (label, name, autocomplete) =>
    field(label, { name, autocomplete, required: true, value: known[name] });
  return h("div", { class: "address" },
    input("First name", "firstName", "given-name"), input("Last name", "lastName", "family-name"),
    input("Street and number", "streetAddress1", "address-line1"),
    input("Postal code", "postalCode", "postal-code"), input("City", "city", "address-level2"),
    h("label", { class: "field" }, h("span", {}, "Country"),
      h("select", { name: "country", autocomplete: "country" },
        [...codes].map((code) => h("option", { value: code }, names.of(code))))));
}

async function orderForm(page, channel, checkout) {
  const email = checkout.email || session.email;
  const order = async ({ email: typed, newsletter, ...address }) => {
    await checkouts.setEmail(checkout.id, typed);
    await checkouts.setBillingAddress(checkout.id, address);
    if (newsletter) await subscribe(typed, "cart");
    const number = await checkouts.complete(checkout.id, channel);
    showCount(null);
    page.replaceChildren(h("h1", {}, "Thank you"), h("p", {}, `Your order ${number} is on its way. We write to ${typed}.`),
      h("p", {}, h("a", { class: "button", href: `/${channel}/` }, "Go on shopping")));
    scrollTo(0, 0);
  };
  const element = form({ class: "order" }, order,
    field("E-mail", { name: "email", type: "email", required: true, value: email, autocomplete: "email" }),
    (await canSubscribe()) && h("label", { class: "tick" },
      h("input", { type: "checkbox", name: "newsletter" }), h("span", {}, CONSENT_TEXT)),
    await addressFields(channel),
    h("button", {}, "Place order"));
  // The address is kept as soon as it is typed: who leaves now can still be reminded of the cart.
  element.elements.email.addEventListener("change", ({ target }) => {
    if (target.checkValidity()) checkouts.setEmail(checkout.id, target.value).catch((error) => console.warn(error.message));
  });
  return element;
}
