// Elements without innerHTML: text stays text, whoever wrote it.
const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

/** h("li", {class: "x", dataset: {...}, onclick}, "text", child, [children], null) */
export function h(tag, traits = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "dataset") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** An icon of the sprite; with a label it is an image, without one it is decoration. */
export function icon(name, label = "", className = "") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  svg.append(use);
  if (className) svg.setAttribute("class", className);
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** Make the children of `parent` these: what is unchanged stays the same element, so that focus and scroll stay. */
export function keep(parent, items, key, build) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const print = JSON.stringify(item);
    let element = old.get(name);
    if (!element || element.dataset.print !== print) {
      const fresh = build(item);
      fresh.dataset.key = name;
      fresh.dataset.print = print;
      if (element) {
        if (element === place) place = fresh;
        element.replaceWith(fresh);
      }
      element = fresh;
    }
    old.delete(name);
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const gone of old.values()) if (gone.isConnected) gone.remove();
}
