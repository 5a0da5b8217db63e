// A form that the server follows while it is written: an answer to what stood there before would undo what was written
// since. It is dropped; the next one is on its way.
let written = 0;

document.addEventListener('input', () => { written += 1; });
document.addEventListener('htmx:before:request', event => { event.detail.ctx.written = written; });
document.addEventListener('htmx:before:swap', event => {
  const { sourceElement, written: then } = event.detail.ctx;
  if (sourceElement?.matches?.('[data-follows]') && then !== written) event.preventDefault();
});
