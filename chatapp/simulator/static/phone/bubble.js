// One message. The server says which parts it has; this knows only parts, not types.
import { byId, h, icon } from "./dom.js";
import { media } from "./media.js";
import { openMenu } from "./menu.js";
import { tick } from "./people.js";
import { cards, choices } from "./taps.js";
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

const marks = (message) => [
  message.forwarded ? h("p", { class: "mark", dataset: { testid: "forwarded" } }, icon("forward"), "Forwarded") : null,
];

const sections = (found) => (found ?? []).map((section) => h("section", { class: "rows" },
  section.title ? h("h3", {}, section.title) : null,
  h("ul", {}, section.rows.map((each) => h("li", {}, each.title, each.description ? h("small", {}, each.description) : null)))));

const tool = (name, label, testid, onclick) =>
  h("button", { class: "icon-button", type: "button", "aria-label": label, dataset: { testid }, onclick }, icon(name));

/** A message of `/phone/chats/...`; `first` begins a group. */
export function bubble({ message, first, business, reply }) {
  const who = message.mine ? "You" : business;
  const menu = (event) => { event.preventDefault(); openMenu(message); };
  return h("article", { id: `w-${message.id}`, class: `message ${message.mine ? "message--mine" : ""}`, "aria-label": `${who}, ${time(message.at)}`,
      "data-first": first, dataset: { testid: "message", wamid: message.wamid, mine: message.mine, kind: message.kind, shape: message.media?.shape ?? "", ticks: message.ticks ?? "" } },
    h("div", { class: "bubble", oncontextmenu: menu },
      marks(message),
      quote(message, business),
      media(message.media, message),
      message.header ? h("p", { class: "bubble__head" }, message.header) : null,
      message.text && !message.deleted ? h("p", { class: "bubble__text", dataset: { testid: "message-text" } }, message.text) : null,
      sections(message.sections),
      message.footer ? h("p", { class: "bubble__foot" }, message.footer) : null,
      h("span", { class: "bubble__meta" }, message.edited ? "edited " : null, h("time", { datetime: isoTime(message.at) }, time(message.at)),
        message.ticks ? tick[message.ticks]() : null),
      cards(message),
      choices(message),
      message.reactions.length ? h("span", { class: "reactions", role: "img", "aria-label": `Reactions: ${message.reactions.join(" ")}`, dataset: { testid: "reactions" } }, message.reactions.join(" ")) : null),
    tool("reply", `Quote: ${message.preview}`, "quote-message", () => reply(message)),
    tool("more", `More: ${message.preview}`, "message-more", menu));
}
