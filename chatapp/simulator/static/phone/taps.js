// Buttons below a message, lists behind a button, cards: what a tap does.
import { sendPlace } from "./attach.js";
import { h, icon } from "./dom.js";
import { media } from "./media.js";
import { act } from "./sending.js";
import { formSheet, openSheet, sheetRow } from "./sheets.js";

const FORM = [{ name: "nome", label: "Name" }, { name: "email", label: "E-mail", type: "email" }, { name: "comentario", label: "Comment", required: false, long: true }];
const ICONS = { answer: "reply", call: "call", copy: "copy", form: "document", link: "link", location: "location" };

const answer = (message, choice, fields) => act("taps", { wamid: message.wamid, choice: choice.key, fields });

async function copy(choice, button) {
  await navigator.clipboard?.writeText(choice.value).catch(() => {});
  button.replaceChildren(icon("copy"), `Copied: ${choice.value}`);
}

const DOES = {
  answer,
  call: answer,
  copy: (message, choice, button) => copy(choice, button),
  form: (message, choice) => formSheet(choice.label, FORM, "Send", (fields) => answer(message, choice, fields), "form-sheet"),
  location: (message) => sendPlace(message.wamid),
};

function button(message, choice) {
  const inside = [icon(ICONS[choice.does]), choice.label];
  const traits = { class: "choice", dataset: { testid: "choice" } };
  if (choice.does === "link") return h("a", { ...traits, href: choice.value, target: "_blank", rel: "noopener" }, inside);
  return h("button", { ...traits, type: "button", onclick: ({ currentTarget }) => DOES[choice.does](message, choice, currentTarget) }, inside);
}

function openList(message, found) {
  openSheet(found[0].sheet, (close) => [...Map.groupBy(found, (choice) => choice.group)].map(([group, rows]) =>
    h("section", { class: "sheet__group" }, group ? h("h3", {}, group) : null,
      rows.map((choice) => sheetRow(choice.label, () => { close(); DOES[choice.does](message, choice); }, { detail: choice.detail, testid: "row" })))), "list-sheet");
}

const list = (items, label) => (items.length ? h("ul", { class: "choices", "aria-label": label }, items.map((item) => h("li", {}, item))) : null);

export function choices(message) {
  const behind = message.choices.filter((choice) => choice.sheet);
  const opener = behind.length ? [h("button", { class: "choice", type: "button", onclick: () => openList(message, behind), dataset: { testid: "open-list" } }, icon("list"), behind[0].sheet)] : [];
  const plain = message.choices.filter((choice) => !choice.sheet && !(message.cards?.length));
  return list([...plain.map((choice) => button(message, choice)), ...opener], "Buttons");
}

export function cards(message) {
  if (!message.cards?.length) return null;
  return h("div", { class: "cards", role: "group", "aria-label": "Cards", tabindex: "0" }, message.cards.map((card) => h("div", { class: "card" },
    media(card.media, message), card.text ? h("p", { class: "card__text" }, card.text) : null,
    list(message.choices.filter((choice) => choice.group === card.group).map((choice) => button(message, choice)), "Buttons"))));
}
