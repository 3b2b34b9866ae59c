// The checkout behind the cart page. Every function returns the checkout as the server sees it afterwards.
import { ask, change, globalId } from "./api.js";
import { session } from "./session.js";

const PRICE = "gross { amount currency }";
const FRAGMENT = `fragment Cart on Checkout {
  id email voucherCode
  discount { amount currency }
  subtotalPrice { ${PRICE} }
  totalPrice { ${PRICE} }
  channel { slug }
  lines {
    id quantity
    totalPrice { ${PRICE} }
    variant { id name product { id name slug thumbnail(size: 256) { url alt } } }
  }
}`;

const changing = async (operation, variables) => {
  const query = `${operation} ${FRAGMENT}`;
  return (await change(query, variables)).checkout;
};

export async function load(id, channel) {
  const query = `query ($id: ID!) { checkout(id: $id) { ...Cart } } ${FRAGMENT}`;
  const { checkout } = await ask(query, { id: globalId("Checkout", id) });
  if (checkout) session.keepCheckout(channel, checkout.id);
  else if (session.checkoutId(channel) === globalId("Checkout", id)) session.keepCheckout(channel, "");
  return checkout;
}

export async function current(channel) {
  const id = session.checkoutId(channel);
  return id ? load(id, channel) : null;
}

export async function add(channel, variantId, quantity) {
  const lines = [{ variantId, quantity }];
  const checkout = await current(channel);
  if (checkout) {
    return changing(`mutation ($id: ID!, $lines: [CheckoutLineInput!]!) {
      checkoutLinesAdd(id: $id, lines: $lines) { checkout { ...Cart } errors { message code } } }`,
    { id: checkout.id, lines });
  }
  const email = session.token ? session.email : null;
  const made = await changing(`mutation ($input: CheckoutCreateInput!) {
    checkoutCreate(input: $input) { checkout { ...Cart } errors { message code } } }`,
  { input: { channel, lines, ...(email && { email }) } });
  session.keepCheckout(channel, made.id);
  return made;
}

export const setQuantity = (id, lineId, quantity) =>
  changing(`mutation ($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {
    checkoutLinesUpdate(id: $id, lines: $lines) { checkout { ...Cart } errors { message code } } }`,
  { id, lines: [{ lineId, quantity }] });

export const setEmail = (id, email) =>
  changing(`mutation ($id: ID!, $email: String!) {
    checkoutEmailUpdate(id: $id, email: $email) { checkout { ...Cart } errors { message code } } }`, { id, email });

export const addPromoCode = (id, promoCode) =>
  changing(`mutation ($id: ID!, $promoCode: String!) {
    checkoutAddPromoCode(id: $id, promoCode: $promoCode) { checkout { ...Cart } errors { message code } } }`,
  { id, promoCode });

export const removePromoCode = (id, promoCode) =>
  changing(`mutation ($id: ID!, $promoCode: String!) {
    checkoutRemovePromoCode(id: $id, promoCode: $promoCode) { checkout { ...Cart } errors { message code } } }`,
  { id, promoCode });

/** Place the order and return its number. */
export async function complete(id, channel) {
  const { order } = await change(`mutation ($id: ID!) {
    checkoutComplete(id: $id) { order { number } errors { message code } } }`, { id });
  session.keepCheckout(channel, "");
  return order.number;
}
