// What the customer writes.
import { startAttaching } from "./attach.js";
import { byId } from "./dom.js";
import { quote, takeQuote } from "./quoting.js";
import { startRecording } from "./recorder.js";
import { act, connect } from "./sending.js";

export { quote };

/** `chatPath()` is where to post now; `sent()` runs after each message. */
export function startComposer(chatPath, sent) {
  const form = byId("composer");
  const field = byId("text");
  connect(chatPath, sent);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = field.value;
    if (!text.trim()) return;
    const answering = takeQuote();
    field.value = "";
    if (await act("messages", { text, quoted: answering?.wamid })) return;
    field.value = field.value || text;
    quote(answering);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  byId("quote-cancel").addEventListener("click", () => quote(null));
  startAttaching();
  startRecording();
}
