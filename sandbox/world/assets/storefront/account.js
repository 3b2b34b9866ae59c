// Signing in, signing up, and what the shop knows of the customer.
import { ask, change, signIn } from "./api.js";
import { attach } from "./checkout.js";
import { field, form, h, money } from "./dom.js";
import { visit } from "./main.js";
import { session } from "./session.js";
import { identify } from "./track.js";

export async function account(channel) {
  return session.token ? customerPage(channel) : welcome(channel);
}

function welcome(channel) {
  const enter = async ({ email, password }) => {
    await signIn(email, password);
    await attach(channel);
    identify();
    visit(`/${channel}/account/`);
  };
  const register = async (input) => {
    const query = `mutation ($input: AccountRegisterInput!) {
      accountRegister(input: $input) { requiresConfirmation errors { message code } } }`;
    const redirectUrl = `${location.origin}/${channel}/account/`;
    const { requiresConfirmation } = await change(query, { input: { ...input, channel, redirectUrl } });
    if (!requiresConfirmation) await enter(input);
    else throw new Error("Your account is made. Confirm it by the link in the mail, then sign in.");
  };
  const email = { name: "email", type: "email", required: true, autocomplete: "email" };
  return h("div", { class: "columns" },
    form({}, enter, h("h1", {}, "Sign in"), field("E-mail", email),
      field("Password", { name: "password", type: "password", required: true, autocomplete: "current-password" }),
      h("button", {}, "Sign in")),
    form({}, register, h("h2", {}, "New here?"), field("First name", { name: "firstName", autocomplete: "given-name" }),
      field("E-mail", email),
      field("Password (8 characters or more)", { name: "password", type: "password", required: true, minlength: 8, autocomplete: "new-password" }),
      h("button", {}, "Create account")));
}

/** Return the address the customer is billed at, or an empty one for a stranger. */
export async function knownAddress() {
  if (!session.token) return {};
  const { me } = await ask(`{ me { defaultBillingAddress {
    firstName lastName streetAddress1 postalCode city countryArea country { code } } } }`);
  const { country, ...address } = me?.defaultBillingAddress ?? {};
  return country ? { ...address, country: country.code } : {};
}

async function customerPage(channel) {
  const query = `{ me { email firstName orders(first: 20) { edges { node {
    id number created total { gross { amount currency } } } } } } }`;
  const { me } = await ask(query);
  if (!me) {
    session.signedOut();
    return welcome(channel);
  }
  const leave = () => {
    session.signedOut();
    visit(`/${channel}/`);
  };
  const orders = me.orders.edges.map(({ node }) => h("tr", {}, h("td", {}, node.number),
    h("td", {}, new Date(node.created).toLocaleDateString()), h("td", {}, money(node.total.gross))));
  return h("div", {},
    h("h1", {}, me.firstName ? `Hello ${me.firstName}` : "Your account"),
    h("p", {}, `${me.email} · `, h("button", { class: "plain", type: "button", click: leave }, "Sign out")),
    h("h2", {}, "Orders"),
    orders.length ? h("table", { class: "orders" }, h("tbody", {}, orders)) : h("p", { class: "soft" }, "No orders yet."));
}
