// What can be done with one message: react, answer, forward, correct.
import { h } from "./dom.js";
import { quote } from "./quoting.js";
import { act } from "./sending.js";
import { formSheet, openSheet, sheetRow } from "./sheets.js";

const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

function reactions(message, close) {
  const put = (emoji) => () => { close(); act("reactions", { wamid: message.wamid, emoji: emoji === message.my_reaction ? "" : emoji }); };
  return h("div", { class: "emojis", role: "group", "aria-label": "React" }, EMOJIS.map((emoji) =>
    h("button", { type: "button", class: "emoji", "aria-pressed": String(emoji === message.my_reaction), "aria-label": `React with ${emoji}`, onclick: put(emoji), dataset: { testid: "react" } }, emoji)));
}

const correct = (message) => formSheet("Edit message", [{ name: "text", label: "Message", value: message.text, long: true }], "Save",
  ({ text }) => act("edits", { wamid: message.wamid, text }), "edit-sheet");

export function openMenu(message) {
  openSheet("Message", (close) => {
    const after = (run) => () => { close(); run(); };
    return [
      message.deleted ? null : reactions(message, close),
      sheetRow("Reply", after(() => quote(message)), { icon: "reply", testid: "menu-quote" }),
      message.kind === "text" ? sheetRow("Forward into this chat", after(() => act("messages", { text: message.text, forwarded: true })), { icon: "forward", testid: "menu-forward" }) : null,
      message.changeable && message.text ? sheetRow("Edit", after(() => correct(message)), { icon: "edit", testid: "menu-edit" }) : null,
      message.mine && !message.deleted ? sheetRow("Delete for everyone", after(() => act("deletions", { wamid: message.wamid })), { icon: "trash", testid: "menu-delete" }) : null,
    ].filter(Boolean);
  }, "message-menu");
}
