// The swap style "keyed": each element of a fragment replaces the one with its id, or is inserted, and takes its place
// by data-sort. The same fragment twice, or fragments in any order, give the same list: an older drawing (data-version)
// never replaces a newer one.
//   <hx-partial hx-target="#rows" hx-swap="keyed order:desc"> <li id="c-42" data-sort="…"> </hx-partial>
let api;

htmx.registerExtension('keyed', {
  init(internal) { api = internal; },
  handle_swap(style, list, fragment, spec) {
    if (style !== 'keyed') return false;
    const arrivals = [...fragment.children];
    return keepingPlace(list, new Set(arrivals.map(el => el.id)), () => {
      const placed = arrivals.map(el => place(list, upsert(list, el), spec.order === 'desc'));
      list.dispatchEvent(new CustomEvent('list:changed', { bubbles: true }));
      return placed;
    });
  },
});

function upsert(list, el) {
  const present = el.id && document.getElementById(el.id);
  if (present?.parentElement !== list) {
    if (present) present.remove();
    return el;
  }
  if (present.dataset.version > el.dataset.version) return present;
  const box = document.createDocumentFragment();
  box.append(el);
  api.morph(present, box, false);
  return present;
}

// Scans from the end: in a thread, what arrives is almost always the newest.
function place(list, el, descending) {
  let last = list.lastElementChild, next = null;
  for (; last; last = last.previousElementSibling) {
    if (last === el || last.dataset.sort === undefined) continue;
    const inOrder = descending ? last.dataset.sort >= el.dataset.sort : last.dataset.sort <= el.dataset.sort;
    if (inOrder) break;
    next = last;
  }
  if (el.parentElement !== list || el.nextElementSibling !== next) move(list, el, next);
  return el;
}

function move(list, el, next) {
  const focused = el.contains(document.activeElement) && document.activeElement;
  if (el.isConnected && list.moveBefore) list.moveBefore(el, next);
  else list.insertBefore(el, next);
  if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
}

// At rest (a list at its top, a thread at its end) a scroller stays at rest. Anywhere else the first thing that is being
// looked at stays where it is: browsers differ in scroll anchoring, so theirs is off and this is ours. Whoever reacts to
// `list:changed` by changing sizes is still within.
function keepingPlace(list, arriving, change) {
  const box = list.closest('[data-scroller]') ?? list;
  const resting = Math.abs(box.scrollTop) <= Number(box.dataset.rest ?? 0);
  const edge = box.getBoundingClientRect().top;
  const seen = !resting && [...list.children].find(el =>
    el.id && !arriving.has(el.id) && !el.matches('.day') && el.getBoundingClientRect().bottom > edge);
  const before = seen && seen.getBoundingClientRect().top;
  const result = change();
  if (resting) box.scrollTop = 0;
  else if (seen) box.scrollTop += seen.getBoundingClientRect().top - before;
  return result;
}
