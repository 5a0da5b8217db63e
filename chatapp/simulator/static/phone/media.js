// Files, places and notes of a bubble, by the shape the server gives them.
import { h, icon } from "./dom.js";
import { act } from "./sending.js";

const lines = (part) => h("span", {}, h("b", {}, part.label), part.detail ? h("small", {}, part.detail) : null);
const open = (part, ...children) => h("a", { class: "tile", href: part.url, target: "_blank", rel: "noopener" }, ...children);

const picture = (name) => (part) => h("img", { class: name, src: part.url, alt: part.label, dataset: { testid: "picture" } });

function sound(part, message) {
  const heard = () => { if (part.shape === "voice" && !message.mine) act("plays", { wamid: message.wamid }); };
  return h("div", { class: "sound" }, icon(part.shape === "voice" ? "mic" : "audio"),
    h("audio", { controls: true, controlslist: "nodownload noplaybackrate", preload: "metadata", src: part.url, "aria-label": part.label, onplay: heard, dataset: { testid: "sound" } }));
}

const SHAPES = {
  picture: picture("picture"),
  sticker: picture("sticker"),
  video: (part) => h("video", { class: "picture", controls: true, preload: "metadata", src: part.url, "aria-label": part.label, dataset: { testid: "video" } }),
  audio: sound,
  voice: sound,
  file: (part) => h("a", { class: "tile", href: part.url, download: part.label, dataset: { testid: "file" } }, icon(part.icon), lines(part)),
  place: (part) => open(part, h("span", { class: "pin" }, icon("location")), lines(part)),
  note: (part) => h("div", { class: "tile" }, icon(part.icon), lines(part)),
};

export const media = (part, message) => (part ? SHAPES[part.shape](part, message) : null);
