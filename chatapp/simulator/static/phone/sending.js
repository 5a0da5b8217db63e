// What leaves the phone in hand goes through here: to the open chat, with one place for problems.
import { post, upload } from "./api.js";
import { byId } from "./dom.js";

let chatPath = () => "";
let done = () => {};

export function connect(path, sent) {
  chatPath = path;
  done = sent;
}

export function problem(words) {
  byId("problem").hidden = !words;
  byId("problem").textContent = words;
}

async function trying(send) {
  problem("");
  try {
    await send();
    done();
    return true;
  } catch (failure) {
    problem(`Not sent: ${failure.message}`);
    return false;
  }
}

/** act("taps", {wamid, choice}); false when it was refused, and the customer was told. */
export const act = (what, body) => trying(() => post(`${chatPath()}/${what}`, body));

/** A file as multipart; `traits` are kind, caption, quoted. */
export function sendFile(file, traits) {
  const form = new FormData();
  for (const [name, value] of Object.entries(traits)) if (value) form.append(name, value);
  form.append("file", file, file.name ?? "");
  return trying(() => upload(`${chatPath()}/files`, form));
}
