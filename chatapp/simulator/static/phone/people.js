// The list of customers.
import { byId, h, icon, keep } from "./dom.js";
import { listTime } from "./times.js";

const initials = (name) => name.replace("+", "").split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();

export const tick = {
  clock: () => icon("clock", "Not yet at the business", "tick tick--clock"),
  delivered: () => icon("ticks", "Delivered", "tick tick--delivered"),
  read: () => icon("ticks", "Read", "tick tick--read"),
};

function latest(customer) {
  const chats = customer.chats.filter((chat) => chat.last);
  return chats.sort((a, b) => b.last.at - a.last.at)[0]?.last;
}

function row({ customer, current, open }) {
  const last = latest(customer);
  const typing = customer.chats.some((chat) => chat.typing);
  const line = typing
    ? h("span", { class: "person__typing" }, "typing…")
    : [last?.ticks && tick[last.ticks](), last ? last.text : "No messages yet"];
  const button = h("button", { class: "person", type: "button", "aria-current": current ? "true" : null,
      dataset: { testid: "person", customer: customer.id }, onclick: () => open(customer.id) },
    h("span", { class: `avatar hue-${customer.id % 8}`, "aria-hidden": "true",
      "data-offline": !customer.online }, initials(customer.name)),
    h("span", { class: "person__name" }, customer.name),
    h("span", { class: "person__time" }, last ? listTime(last.at) : ""),
    h("span", { class: "person__line" }, line),
    customer.unread ? h("span", { class: "badge", "aria-label": `${customer.unread} unread`,
      dataset: { testid: "unread" } }, String(customer.unread)) : null);
  return h("li", {}, button);
}

export function showPeople(customers, currentId, open) {
  const items = customers.map((customer) => ({ customer, current: customer.id === currentId, open }));
  keep(byId("people"), items, (item) => item.customer.id, row);
}
