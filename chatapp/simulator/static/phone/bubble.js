// One message. The server says which parts it has; this knows only parts, not types.
import { byId, h, icon } from "./dom.js";
import { tick } from "./people.js";
import { time } from "./times.js";

const isoTime = (seconds) => new Date(seconds * 1000).toISOString();

function quote({ quote: quoted }, business) {
  if (!quoted) return null;
  const jump = () => {
    const target = byId(`w-${quoted.id}`);
    target?.scrollIntoView({ block: "center" });
    target?.classList.add("message--flash");
    setTimeout(() => target?.classList.remove("message--flash"), 1000);
  };
  return h("button", { class: "quoted", type: "button", onclick: jump, dataset: { testid: "quoted" } },
    h("b", {}, quoted.mine ? "You" : business), h("span", {}, quoted.text));
}

function media(part) {
  if (!part) return null;
  if (part.picture) return h("img", { class: "picture", src: part.url, alt: part.label });
  const lines = h("span", {}, h("b", {}, part.label), part.detail ? h("small", {}, part.detail) : null);
  return part.url
    ? h("a", { class: "tile", href: part.url, target: "_blank", rel: "noopener" }, icon(part.icon), lines)
    : h("div", { class: "tile" }, icon(part.icon), lines);
}

const sections = (found) => (found ?? []).map((section) => h("section", { class: "rows" },
  section.title ? h("h3", {}, section.title) : null,
  h("ul", {}, section.rows.map((each) => h("li", {}, each.title, each.description ? h("small", {}, each.description) : null)))));

/** A message of `/phone/chats/...`; `first` begins a group. */
export function bubble({ message, first, business, reply }) {
  const who = message.mine ? "You" : business;
  return h("article", { id: `w-${message.id}`, class: `message ${message.mine ? "message--mine" : ""}`, "aria-label": `${who}, ${time(message.at)}`,
      "data-first": first, dataset: { testid: "message", wamid: message.wamid, mine: message.mine, kind: message.kind, ticks: message.ticks ?? "" } },
    h("div", { class: "bubble" },
      quote(message, business),
      media(message.media),
      message.header ? h("p", { class: "bubble__head" }, message.header) : null,
      message.text ? h("p", { class: "bubble__text", dataset: { testid: "message-text" } }, message.text) : null,
      sections(message.sections),
      message.footer ? h("p", { class: "bubble__foot" }, message.footer) : null,
      h("span", { class: "bubble__meta" }, h("time", { datetime: isoTime(message.at) }, time(message.at)),
        message.ticks ? tick[message.ticks]() : null),
      message.choices?.length ? h("ul", { class: "choices", "aria-label": "Buttons" }, message.choices.map((choice) => h("li", {}, choice))) : null,
      message.reactions.length ? h("span", { class: "reactions", role: "img", "aria-label": `Reactions: ${message.reactions.join(" ")}` }, message.reactions.join(" ")) : null),
    h("button", { class: "icon-button", type: "button", "aria-label": `Quote: ${message.preview}`, dataset: { testid: "quote-message" }, onclick: () => reply(message) }, icon("reply")));
}
