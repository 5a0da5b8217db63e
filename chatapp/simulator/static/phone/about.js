// What we know of the customer, and how their phone behaves; and the form for a new one.
import { patch, post } from "./api.js";
import { byId, h } from "./dom.js";
import { editing } from "./edits.js";

/** The facts, and the switches unless they are `stale`: being turned right now. */
export function showAbout(customer, stale) {
  byId("about-title").textContent = customer.name;
  const facts = [["Phone", customer.wa_id ? `+${customer.wa_id}` : "none"], ["Username", customer.username ? `@${customer.username}` : "none"], ["User id", customer.user_id]];
  byId("facts").replaceChildren(...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
  for (const control of stale ? [] : byId("switches").elements) {
    if (control.type === "checkbox") control.checked = customer[control.name];
    else if (control !== document.activeElement) control.value = customer[control.name];
  }
  byId("about").hidden = false;
}

export function startAbout(currentId, changed) {
  const panel = byId("about");
  const toggle = byId("about-toggle");
  const open = (on) => {
    panel.toggleAttribute("data-open", on);
    toggle.setAttribute("aria-expanded", String(on));
  };
  toggle.addEventListener("click", () => open(!panel.hasAttribute("data-open")));
  byId("about-close").addEventListener("click", () => { open(false); toggle.focus(); });
  byId("switches").addEventListener("change", async ({ target }) => {
    const value = target.type === "checkbox" ? target.checked : target.value;
    await editing(() => patch(`/phone/customers/${currentId()}`, { [target.name]: value }));
    changed();
  });
}

export function startAdding(added) {
  const dialog = byId("add-dialog");
  const form = byId("add-form");
  const problem = byId("add-problem");
  byId("add-customer").addEventListener("click", () => { form.reset(); problem.hidden = true; dialog.showModal(); });
  byId("add-cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const customer = await post("/phone/customers", Object.fromEntries(new FormData(form)));
      dialog.close();
      added(customer.id);
    } catch (failure) {
      problem.textContent = failure.message;
      problem.hidden = false;
    }
  });
}
