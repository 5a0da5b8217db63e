// The page: which customer's phone is in hand, which chat is open, and keeping both up to date.
import { showAbout, startAbout, startAdding } from "./about.js";
import { get, post } from "./api.js";
import { showChat, showNumbers } from "./chat.js";
import { quote, startComposer } from "./composer.js";
import { byId } from "./dom.js";
import { mark, stale } from "./edits.js";
import { live } from "./live.js";
import { showPeople } from "./people.js";

const WIDE = matchMedia("(width >= 768px)");
const place = { customer: null, number: null };

function readAddress() {
  const asked = new URLSearchParams(location.search);
  place.customer = Number(asked.get("customer")) || null;
  place.number = asked.get("number");
}

function go(customer, number = null) {
  if (place.customer !== customer || place.number !== number) quote(null);
  Object.assign(place, { customer, number });
  const query = new URLSearchParams(Object.entries(place).filter(([, value]) => value));
  history.pushState(null, "", query.size ? `/?${query}` : "/");
  refresh();
}

const chatPath = () => `/phone/chats/${place.customer}/${place.number}`;
const visible = () => document.visibilityState === "visible";

async function update() {
  const asked = mark();
  const state = await get("/phone/state");
  if (!place.customer && WIDE.matches) place.customer = state.customers[0]?.id ?? null;
  const customer = state.customers.find((each) => each.id === place.customer);
  if (!state.numbers.some((number) => number.id === place.number)) place.number = liveliest(customer, state.numbers);
  showPeople(state.customers, customer?.id, go);
  const unread = state.customers.reduce((sum, each) => sum + each.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${customer ? `${customer.name}'s phone` : "Customers' phones"}`;
  document.body.dataset.view = customer ? "phone" : "people";
  byId("phone").hidden = !customer;
  byId("nobody").hidden = Boolean(customer);
  if (customer) await updatePhone(state.numbers, customer, asked);
  else byId("about").hidden = true;
}

async function updatePhone(numbers, customer, since) {
  const asked = chatPath();
  const chat = await get(asked);
  if (asked !== chatPath()) return;
  const business = numbers.find((number) => number.id === place.number);
  byId("phone-title").textContent = business.name;
  byId("phone").dataset.customer = customer.id;
  showNumbers(numbers, customer, place.number, (number) => go(customer.id, number));
  showChat(chat, business.name, quote);
  showAbout(customer, stale(since));
  if (chat.unread && visible()) await post(`${asked}/reading`);
}

// The chat with the newest message, else the first business.
function liveliest(customer, numbers) {
  const spoken = (customer?.chats ?? []).filter((chat) => chat.last).sort((a, b) => b.last.at - a.last.at);
  return spoken[0]?.number ?? numbers[0].id;
}

readAddress();
const refresh = live(update, (off) => { byId("offline").hidden = !off; });
startComposer(chatPath, () => refresh());
startAbout(() => place.customer, () => refresh());
startAdding((id) => go(id));
byId("back").addEventListener("click", () => go(null));
addEventListener("popstate", () => { readAddress(); refresh(); });
