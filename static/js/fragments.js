// For what the page asks for by itself: the same swap that htmx makes of an answer, and nothing else changes.
export const HEADERS = { 'HX-Request': 'true' };

export const swap = html => htmx.swap({
  sourceElement: document.body, target: document.body, swap: 'none', text: html, transition: false,
});
