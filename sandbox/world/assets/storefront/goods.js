// Pages that show goods: all of them, a category, one product.
import { ask } from "./api.js";
import { add } from "./checkout.js";
import { form, h, money, plainText } from "./dom.js";
import { showCount, visit } from "./main.js";
import { productViewed, slot } from "./track.js";

const PRICES = `pricing {
  onSale
  priceRange { start { gross { amount currency } } }
  priceRangeUndiscounted { start { gross { amount currency } } }
}`;

function priceTag({ onSale, priceRange, priceRangeUndiscounted }) {
  const now = money(priceRange.start.gross);
  if (!onSale) return h("span", { class: "price" }, now);
  return h("span", { class: "price" }, h("del", {}, money(priceRangeUndiscounted.start.gross)), " ", h("ins", {}, now));
}

const card = (channel, product) =>
  h("a", { class: "card", href: `/${channel}/products/${product.slug}/` },
    product.thumbnail && h("img", { src: product.thumbnail.url, alt: "", loading: "lazy", width: 512, height: 512 }),
    h("h3", {}, product.name),
    product.pricing && priceTag(product.pricing));

async function categoryMenu(channel, chosen) {
  const query = `{ categories(first: 20, level: 0) { edges { node {
    id name slug children(first: 20) { edges { node { id name slug } } } } } } }`;
  const { categories } = await ask(query);
  const all = categories.edges.flatMap(({ node }) => [node, ...node.children.edges.map((edge) => edge.node)]);
  const top = categories.edges.map((edge) => edge.node);
  const link = (node) => h("a", {
    href: `/${channel}/categories/${node.slug}/`, "aria-current": node.slug === chosen && "page",
  }, node.name);
  const open = top.find((node) => node.slug === chosen || node.children.edges.some((edge) => edge.node.slug === chosen));
  const menu = h("nav", { class: "categories", "aria-label": "Categories" },
    h("div", {}, h("a", { href: `/${channel}/`, "aria-current": !chosen && "page" }, "Everything"), top.map(link)),
    open && h("div", { class: "sub" }, open.children.edges.map((edge) => link(edge.node))));
  return { menu, category: all.find((node) => node.slug === chosen) };
}

export async function catalogue(channel, slug) {
  const { menu, category } = await categoryMenu(channel, slug);
  if (slug && !category) return h("p", { class: "empty" }, "There is no such category.");
  const query = `query ($channel: String!, $filter: ProductFilterInput, $after: String) {
    products(first: 100, channel: $channel, filter: $filter, after: $after) {
      edges { node { id name slug thumbnail(size: 512) { url } ${PRICES} } } } }`;
  const filter = category ? { categories: [category.id] } : undefined;
  const { products } = await ask(query, { channel, filter });
  return h("div", {}, menu, h("h1", {}, category?.name ?? "Things that last"),
    h("div", { class: "grid" }, products.edges.map(({ node }) => card(channel, node))),
    slot("home", channel));
}

export async function product(channel, slug) {
  const query = `query ($slug: String!, $channel: String!) { product(slug: $slug, channel: $channel) {
    id name slug description rating thumbnail(size: 1024) { url alt }
    category { name slug }
    attributes { attribute { slug } values { name } }
    ${PRICES}
    variants { id name quantityAvailable pricing { price { gross { amount currency } } } } } }`;
  const { product: found } = await ask(query, { slug, channel });
  if (!found) return h("p", { class: "empty" }, "This product is not sold here.");
  productViewed(found.id);
  const brand = found.attributes.find(({ attribute }) => attribute.slug === "brand")?.values[0]?.name;
  const link = found.category && h("a", { href: `/${channel}/categories/${found.category.slug}/` }, found.category.name);
  return h("article", { class: "product" },
    found.thumbnail && h("img", { src: found.thumbnail.url, alt: found.name, width: 640, height: 640 }),
    h("div", {},
      h("p", { class: "crumbs" }, link, brand && ` · ${brand}`),
      h("h1", {}, found.name),
      h("p", { class: "lead" }, priceTag(found.pricing)),
      found.rating && h("p", { class: "rating" }, `★ ${found.rating.toFixed(1)} of 5`),
      h("p", {}, plainText(found.description)),
      buyForm(channel, found.variants)),
    slot("product", channel, found.id));
}

function buyForm(channel, variants) {
  const available = variants.filter((variant) => variant.quantityAvailable > 0);
  if (!available.length) return h("p", { class: "stock low" }, "Sold out.");
  const stock = h("p", { class: "stock" });
  const choice = h("select", { name: "variant", "aria-label": "Version", hidden: variants.length === 1 },
    variants.map(({ id, name, quantityAvailable }) =>
      h("option", { value: id, disabled: quantityAvailable < 1 }, quantityAvailable < 1 ? `${name} (sold out)` : name)));
  choice.value = available[0].id;
  const showStock = () => {
    const left = variants.find((variant) => variant.id === choice.value).quantityAvailable;
    stock.textContent = left <= 5 ? `Only ${left} left` : "In stock";
    stock.classList.toggle("low", left <= 5);
  };
  choice.addEventListener("change", showStock);
  showStock();
  return form({ class: "buy" }, async ({ variant }) => {
    showCount(await add(channel, variant, 1));
    visit(`/${channel}/cart/`);
  }, choice, h("button", {}, "Add to cart"), stock);
}
