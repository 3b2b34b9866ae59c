// Small helpers for making elements.

/** Make an element: h("a", { href: "/" }, "text", child). Functions become listeners, false and null nothing. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export const money = (price) =>
  new Intl.NumberFormat(undefined, { style: "currency", currency: price.currency }).format(price.amount);

export const field = (label, attributes) =>
  h("label", { class: "field" }, h("span", {}, label), h("input", attributes));

/** Make a form that shows errors beside its button and can only be sent once at a time. */
export function form(attributes, onSubmit, ...children) {
  const note = h("p", { class: "error", role: "alert" });
  const element = h("form", {
    ...attributes,
    submit: async (event) => {
      event.preventDefault();
      const button = element.querySelector("button:not([type=button])");
      button.disabled = true;
      note.textContent = "";
      try {
        await onSubmit(Object.fromEntries(new FormData(element)));
      } catch (error) {
        note.textContent = error.message;
      } finally {
        button.disabled = false;
      }
    },
  }, ...children, note);
  return element;
}

/** Return the text of a description in Saleor's format (EditorJS JSON). */
export function plainText(description) {
  try {
    return JSON.parse(description).blocks.map((block) => block.data.text).join("\n");
  } catch {
    return description ?? "";
  }
}
