// A voice message: record, then send or throw away.
import { byId } from "./dom.js";
import { takeQuote } from "./quoting.js";
import { problem, sendFile } from "./sending.js";

let recorder = null;
let clock;

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function show(on) {
  byId("recording").hidden = !on;
  byId("composer").toggleAttribute("data-recording", on);
  clearInterval(clock);
  byId("recorded").textContent = minutes(0);
  if (!on) return;
  let seconds = 0;
  clock = setInterval(() => { byId("recorded").textContent = minutes(seconds += 1); }, 1000);
}

async function start() {
  problem("");
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    recorder = new MediaRecorder(stream);
  } catch {
    problem("The microphone cannot be used here.");
    return;
  }
  recorder.start();
  show(true);
  byId("record-send").focus();
}

function finish(send) {
  if (!recorder) return;
  const ended = recorder;
  recorder = null;
  // Without a time slice the whole recording comes at once, when it has ended.
  ended.addEventListener("dataavailable", ({ data }) => {
    for (const track of ended.stream.getTracks()) track.stop();
    if (send) sendFile(new File([data], "voice", { type: ended.mimeType }), { kind: "voice", quoted: takeQuote()?.wamid });
  });
  ended.stop();
  show(false);
  byId("text").focus();
}

export function startRecording() {
  byId("record").addEventListener("click", start);
  byId("record-send").addEventListener("click", () => finish(true));
  byId("record-cancel").addEventListener("click", () => finish(false));
}
