// What the customer writes, and what they quote.
import { post } from "./api.js";
import { byId } from "./dom.js";

let quoted = null;

export function quote(message) {
  quoted = message;
  byId("quote").hidden = !message;
  byId("quote-text").textContent = message ? message.preview : "";
  if (message) byId("text").focus();
}

function problem(words) {
  byId("problem").hidden = !words;
  byId("problem").textContent = words;
}

/** `chatPath()` is where to post now; `sent()` runs after each message. */
export function startComposer(chatPath, sent) {
  const form = byId("composer");
  const field = byId("text");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value;
    if (!text.trim()) return;
    const answering = quoted;
    field.value = "";
    quote(null);
    problem("");
    try {
      await post(`${chatPath()}/messages`, { text, quoted: answering?.wamid });
      sent();
    } catch (failure) {
      field.value = field.value || text;
      quote(answering);
      problem(`Not sent: ${failure.message}`);
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  byId("quote-cancel").addEventListener("click", () => quote(null));
}
