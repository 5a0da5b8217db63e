// The control page: shows the switches, faults and deliveries as they are, and changes them.
import { get, patch, post, remove } from "../phone/api.js";
import { byId, h, keep } from "../phone/dom.js";
import { editing, mark, stale } from "../phone/edits.js";
import { live } from "../phone/live.js";

const SHOWN = 60;
const clock = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

function say(words) {
  byId("notice").hidden = !words;
  byId("notice").textContent = words;
}

async function trying(work) {
  try {
    say("");
    await work();
    refresh();
  } catch (failure) {
    say(failure.message);
  }
}

function showSwitches(switches) {
  for (const control of byId("switches").elements) {
    if (!(control.name in switches) || control === document.activeElement) continue;
    if (control.type === "checkbox") control.checked = switches[control.name];
    else control.value = switches[control.name];
  }
}

const valueOf = (control) =>
  control.type === "checkbox" ? control.checked : control.type === "number" ? Number(control.value) : control.value;

function showFaults(faults) {
  keep(byId("planned"), faults.map((fault, place) => ({ ...fault, place })), (fault) => fault.place, (fault) =>
    h("li", {}, `${fault.answer.replaceAll("_", " ")} ${fault.answer === "error" || fault.answer.endsWith("fail") ? fault.code : fault.http ?? ""} on ${fault.route}, `
      + `${fault.times || "all"}×${fault.chance < 1 ? `, chance ${fault.chance}` : ""}${fault.booked ? ", after booking" : ""}`));
}

// What a body carries, in a few words: "1 message", "2 statuses (sent, delivered)", "message_template_status_update".
function contents(body) {
  const changes = JSON.parse(body).entry.flatMap((entry) => entry.changes);
  return changes.map(({ field, value }) => {
    if (value.messages) return value.messages.map((message) => message.type).join(", ");
    if (value.statuses) return value.statuses.map((status) => status.status).join(", ");
    return field.replaceAll("_", " ");
  }).join(" + ");
}

function showDeliveries({ deliveries, waiting, oldest_s: oldest }) {
  byId("state").textContent = waiting ? `${waiting} waiting, oldest ${Math.round(oldest)} s` : "Nothing waits";
  keep(byId("deliveries"), deliveries.reverse(), (each) => each.id, (each) => h("tr", {},
    h("td", {}, clock.format(each.at * 1000)),
    h("td", {}, contents(each.body)),
    h("td", {}, String(each.attempt)),
    h("td", {}, h("span", { class: "answer", "data-failed": each.status !== 200, title: each.error }, each.status ? String(each.status) : "no answer")),
    h("td", {}, String(Math.round(each.milliseconds)))));
}

async function update() {
  const asked = mark();
  const [switches, planned, webhooks] = await Promise.all(
    [get("/control/switches"), get("/control/faults"), get(`/control/webhooks?limit=${SHOWN}`)]);
  if (!stale(asked)) showSwitches(switches);
  showFaults(planned.faults);
  showDeliveries(webhooks);
}

byId("switches").addEventListener("change", ({ target }) =>
  trying(() => editing(() => patch("/control/switches", { [target.name]: valueOf(target) }))));
byId("switches").addEventListener("submit", (event) => event.preventDefault());
byId("faults").addEventListener("submit", (event) => {
  event.preventDefault();
  const filled = [...event.target.elements].filter((control) => control.name && control.value !== "");
  trying(() => post("/control/faults", Object.fromEntries(filled.map((control) => [control.name, valueOf(control)]))));
});
byId("faults-clear").addEventListener("click", () => trying(() => remove("/control/faults")));
byId("retry").addEventListener("click", () => trying(() => post("/control/webhooks/retry")));
byId("handshake").addEventListener("click", () => trying(async () => {
  const { verified, status, error } = await post("/control/handshake");
  byId("verified").hidden = false;
  byId("verified").textContent = verified ? "Verified" : `Not verified: ${error ?? `answered ${status}`}`;
}));
byId("reset").addEventListener("click", () => {
  if (confirm("Forget all messages, customers, media and switches?")) trying(() => post("/control/reset"));
});
const refresh = live(update, (off) => say(off ? "The simulator does not answer. Trying again…" : ""));
