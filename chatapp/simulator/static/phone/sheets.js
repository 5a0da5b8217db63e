// A sheet over the page: a menu, a list to choose from, a small form.
import { h, icon } from "./dom.js";

let count = 0;

/** openSheet("Ver opções", (close) => [elements]); it is gone when closed, and focus returns to where it was. */
export function openSheet(title, build, testid) {
  const id = `sheet-${count += 1}`;
  const dialog = h("dialog", { class: "sheet", "aria-labelledby": id, dataset: { testid } });
  const close = () => dialog.close();
  dialog.append(
    h("header", { class: "sheet__head" }, h("h2", { id }, title),
      h("button", { class: "icon-button", type: "button", "aria-label": "Close", onclick: close }, icon("close"))),
    ...build(close));
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A row of a sheet. */
export const sheetRow = (label, onclick, { detail = "", icon: name, testid } = {}) =>
  h("button", { class: "sheet__row", type: "button", onclick, dataset: { testid } }, name ? icon(name) : null,
    h("span", {}, h("b", {}, label), detail ? h("small", {}, detail) : null));

/** A form of labelled fields: [{name, label, value?, type?, required?, long?}]; `save` gets their texts. */
export function formSheet(title, fields, action, save, testid) {
  openSheet(title, (close) => {
    const input = ({ name, value = "", type = "text", required = true, long = false }) => {
      const made = h(long ? "textarea" : "input", { name, required, ...(long ? { rows: 3 } : { type }), autocomplete: "off", dataset: { testid: `field-${name}` } });
      made.value = value;
      return made;
    };
    const form = h("form", { class: "sheet__form" },
      fields.map((field) => h("label", { class: "field" }, h("span", {}, field.label), input(field))),
      h("button", { class: "button button--main", type: "submit", dataset: { testid: "sheet-save" } }, action));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      close();
      save(Object.fromEntries(new FormData(form)));
    });
    return [form];
  }, testid);
}
