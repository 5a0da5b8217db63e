// The message that the next one answers.
import { byId } from "./dom.js";

let quoted = null;

export function quote(message) {
  quoted = message;
  byId("quote").hidden = !message;
  byId("quote-text").textContent = message ? message.preview : "";
  if (message) byId("text").focus();
}

/** Its wamid, once. */
export function takeQuote() {
  const taken = quoted;
  quote(null);
  return taken;
}
