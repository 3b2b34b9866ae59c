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
    variant { id name pricing { price { ${PRICE} } } product { id name slug thumbnail(size: 256) { url alt } } }
  }
}`;

const LANGUAGES = ["EN", "IT", "DE", "FR", "ES"];

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
  const spoken = navigator.language.slice(0, 2).toUpperCase();
  const languageCode = LANGUAGES.includes(spoken) ? spoken : LANGUAGES[0];
  const made = await changing(`mutation ($input: CheckoutCreateInput!) {
    checkoutCreate(input: $input) { checkout { ...Cart } errors { message code } } }`,
  { input: { channel, lines, languageCode, ...(email && { email }) } });
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

export const setBillingAddress = (id, address) =>
  changing(`mutation ($id: ID!, $address: AddressInput!) {
    checkoutBillingAddressUpdate(id: $id, billingAddress: $address) { checkout { ...Cart } errors { message code } } }`,
  { id, address });

/** Make the cart that was begun as a stranger the customer's own; one that has an owner already stays his. */
export async function attach(channel) {
  const id = session.checkoutId(channel);
  if (!id) return;
  await ask(`mutation ($id: ID!) { checkoutCustomerAttach(id: $id) { errors { code } } }`, { id })
    .catch((error) => console.warn("Cart not attached:", error.message));
}

/** Place the order and return its number. */
export async function complete(id, channel) {
  const { order } = await change(`mutation ($id: ID!) {
    checkoutComplete(id: $id) { order { number } errors { message code } } }`, { id });
  session.keepCheckout(channel, "");
  return order.number;
}
