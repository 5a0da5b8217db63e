// What can be sent besides words: files, a place, a person, a call.
import { byId } from "./dom.js";
import { takeQuote } from "./quoting.js";
import { act, sendFile } from "./sending.js";
import { formSheet, openSheet, sheetRow } from "./sheets.js";

const FILES = [
  ["image", "Photo", "image/*"],
  ["video", "Video", "video/*"],
  ["audio", "Audio", "audio/*"],
  ["document", "Document", ""],
  ["sticker", "Sticker", "image/*"],
];
const CAPTIONED = new Set(["image", "video", "document"]);

function choose(kind, accept) {
  const picker = byId("file");
  picker.accept = accept;
  picker.dataset.kind = kind;
  picker.value = "";
  picker.click();
}

async function picked({ target }) {
  const [file] = target.files;
  const { kind } = target.dataset;
  if (!file) return;
  const field = byId("text");
  const caption = CAPTIONED.has(kind) ? field.value : "";
  if (caption) field.value = "";
  if (!await sendFile(file, { kind, caption, quoted: takeQuote()?.wamid })) field.value = field.value || caption;
}

/** Also the answer to a question for a place: then `quoted` is that question. */
export function sendPlace(quoted = takeQuote()?.wamid) {
  formSheet("Send a location", [
    { name: "name", label: "Name", value: "Praça da Sé", required: false },
    { name: "address", label: "Address", value: "Praça da Sé, São Paulo", required: false },
    { name: "latitude", label: "Latitude", value: "-23.5503" },
    { name: "longitude", label: "Longitude", value: "-46.6339" },
  ], "Send", (location) => act("messages", { location, quoted }), "place-sheet");
}

function sendPerson() {
  formSheet("Send a contact", [{ name: "name", label: "Name" }, { name: "phone", label: "Phone", type: "tel" }],
    "Send", (person) => act("messages", { contacts: [person], quoted: takeQuote()?.wamid }), "person-sheet");
}

function attach() {
  openSheet("Send", (close) => {
    const after = (run) => () => { close(); run(); };
    return [
      ...FILES.map(([kind, label, accept]) => sheetRow(label, after(() => choose(kind, accept)), { icon: kind, testid: `attach-${kind}` })),
      sheetRow("Location", after(() => sendPlace()), { icon: "location", testid: "attach-location" }),
      sheetRow("Contact", after(sendPerson), { icon: "contact", testid: "attach-contact" }),
      sheetRow("Call and give up", after(() => act("calls", {})), { icon: "call", testid: "attach-call", detail: "A missed call" }),
    ];
  }, "attach-sheet");
}

export function startAttaching() {
  byId("attach").addEventListener("click", attach);
  byId("file").addEventListener("change", picked);
}
