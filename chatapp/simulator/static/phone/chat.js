// The chat on the screen.
import { bubble } from "./bubble.js";
import { byId, h, keep } from "./dom.js";
import { day, sameDay } from "./times.js";

const NEAR_END = 80;
const GROUP_SECONDS = 300;

function rows(chat, business, reply) {
  const found = [];
  let before = null;
  for (const message of chat.messages) {
    const newDay = !before || !sameDay(before.at, message.at);
    if (newDay) found.push({ day: day(message.at), at: Math.floor(message.at / 86400) });
    const first = newDay || before.mine !== message.mine || message.at - before.at > GROUP_SECONDS;
    found.push({ message, first, business, reply });
    before = message;
  }
  if (!chat.messages.length) found.push({ hint: `Say hello to ${business}.` });
  if (chat.typing) found.push({ typing: true });
  return found;
}

const keyOf = (row) => (row.message ? `m${row.message.id}` : row.day ? `d${row.at}` : row.typing ? "typing" : "hint");

function build(row) {
  if (row.message) return bubble(row);
  if (row.day) return h("p", { class: "day" }, row.day);
  if (row.hint) return h("p", { class: "hint" }, row.hint);
  return h("p", { class: "typing", role: "img", "aria-label": "The business is typing", dataset: { testid: "typing" } }, h("i"), h("i"), h("i"));
}

/** Show a chat; the end stays in sight if it was, or if the chat is another one than before. */
export function showChat(chat, business, reply) {
  const log = byId("log");
  const name = `${chat.customer}:${chat.number}`;
  const fresh = log.dataset.chat !== name;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  if (fresh) log.replaceChildren();
  log.dataset.chat = name;
  keep(log, rows(chat, business, reply), keyOf, build);
  if (fresh || atEnd) log.scrollTop = log.scrollHeight;
  const presence = byId("presence");
  presence.textContent = chat.typing ? "typing…" : "Business account";
  presence.toggleAttribute("data-typing", chat.typing);
}

/** One tab per business number; none when there is only one. */
export function showNumbers(numbers, customer, current, open) {
  const tabs = byId("numbers");
  tabs.hidden = numbers.length < 2;
  const unread = (id) => customer.chats.find((chat) => chat.number === id)?.unread ?? 0;
  keep(tabs, numbers.map((number) => ({ ...number, on: number.id === current, unread: number.id === current ? 0 : unread(number.id), open })),
    (number) => number.id,
    (number) => h("button", { class: "tab", type: "button", role: "tab", "aria-selected": String(number.on), "aria-controls": "log",
      dataset: { testid: "number", number: number.id }, onclick: () => open(number.id) }, number.name,
    number.unread ? h("span", { class: "badge", "aria-label": `${number.unread} unread` }, String(number.unread)) : null));
}
