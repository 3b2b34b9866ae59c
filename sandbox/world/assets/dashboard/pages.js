// The Dashboard's own pages, as far as an extension needs them around it.
import { h, money } from "../storefront/dom.js";
import { ask } from "./staff.js";

const PEOPLE = `query ($search: String) { customers(first: 50, filter: { search: $search }) { edges { node {
  id email firstName lastName orders { totalCount } } } } }`;
const PERSON = "query ($id: ID!) { user(id: $id) { id email firstName lastName } }";
const ORDERS = `{ orders(first: 50) { edges { node { id number userEmail created status
  total { gross { amount currency } } } } } }`;
const ORDER = `query ($id: ID!) { order(id: $id) { id number userEmail status
  total { gross { amount currency } } lines { productName quantity } } }`;

const nodes = (connection) => connection.edges.map(({ node }) => node);
const heading = (text, ...actions) => h("header", { class: "head" }, h("h1", {}, text), ...actions);

export async function home(host) {
  return [
    heading("Welcome to the Dashboard of the sandbox"),
    h("div", { class: "columns" },
      h("div", {},
        h("p", {}, "A stand-in for Saleor's Dashboard: it shows the extension as the real one does."),
        h("ul", {},
          h("li", {}, h("a", { href: "/" }, "Storefront"), ": browse, leave a cart, order"),
          h("li", {}, h("a", { href: "/inbox/" }, "Inbox"), ": every mail the shop has sent"),
          h("li", {}, "The API at ", h("code", {}, "/graphql/")))),
      h("div", {}, ...host.widgets("HOMEPAGE_WIDGETS"))),
  ];
}

export async function customers(host) {
  const people = nodes((await ask(PEOPLE)).customers);
  const chosen = () => [...document.querySelectorAll("tbody input:checked")].map((box) => box.value);
  const actions = host.popups("CUSTOMER_OVERVIEW_MORE_ACTIONS", () => ({ customerIds: chosen().join(",") }));
  return [
    heading("Customers", ...actions),
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", {}), h("th", {}, "Customer"), h("th", {}, "E-mail"), h("th", {}, "Orders"))),
      h("tbody", {}, people.map((person) => h("tr", {},
        h("td", {}, h("input", { type: "checkbox", value: person.id, "aria-label": person.email })),
        h("td", {}, host.link(`/customers/${encodeURIComponent(person.id)}`, name(person))),
        h("td", {}, person.email),
        h("td", {}, String(person.orders?.totalCount ?? "")))))),
  ];
}

export async function customer(host, id) {
  const { user } = await ask(PERSON, { id });
  const context = () => ({ customerId: id });
  return [
    heading(name(user), ...host.popups("CUSTOMER_DETAILS_MORE_ACTIONS", context)),
    h("div", { class: "columns" },
      h("div", {}, h("h2", {}, "Customer information"), h("p", {}, user.email)),
      h("div", {}, ...host.widgets("CUSTOMER_DETAILS_WIDGETS", context()))),
  ];
}

export async function orders(host) {
  const all = nodes((await ask(ORDERS)).orders);
  return [
    heading("Orders"),
    h("table", {},
      h("thead", {}, h("tr", {}, h("th", {}, "Number"), h("th", {}, "Customer"), h("th", {}, "Status"), h("th", {}, "Total"))),
      h("tbody", {}, all.map((order) => h("tr", {},
        h("td", {}, host.link(`/orders/${encodeURIComponent(order.id)}`, `#${order.number}`)),
        h("td", {}, order.userEmail),
        h("td", {}, order.status),
        h("td", {}, money(order.total.gross)))))),
  ];
}

export async function order(host, id) {
  const { order: found } = await ask(ORDER, { id });
  return [
    heading(`Order #${found.number}`, ...host.popups("ORDER_DETAILS_MORE_ACTIONS", () => ({ orderId: id }))),
    h("div", { class: "columns" },
      h("div", {},
        h("p", {}, `${found.userEmail} · ${found.status} · ${money(found.total.gross)}`),
        h("ul", {}, found.lines.map((line) => h("li", {}, `${line.quantity} × ${line.productName}`)))),
      h("div", {}, ...host.widgets("ORDER_DETAILS_WIDGETS", { orderId: id }))),
  ];
}

const name = (person) => `${person.firstName} ${person.lastName}`.trim() || person.email;
