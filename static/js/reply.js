// Quoting: the bubble's link works without this file (?reply=…); here it fills the composer's quote in place.
const box = () => document.getElementById('quoting');
const parts = () => ({ author: box().querySelector('b'), text: box().querySelector('.quote__text'), id: box().querySelector('input') });

export function quoting() {
  const { author, text, id } = parts();
  return id.value ? { quoted_id: id.value, quote: { author: author.textContent, text: text.textContent } } : {};
}

export function unquote() {
  parts().id.value = '';
  box().hidden = true;
}

function quote(bubble) {
  const { author, text, id } = parts();
  id.value = bubble.dataset.message;
  author.textContent = bubble.querySelector('h2').firstChild.textContent.replace(/,\s*$/, '');
  text.textContent = bubble.querySelector('.msg__text, .msg__kind').textContent;
  box().hidden = false;
  document.getElementById('reply').focus();
}

document.addEventListener('click', event => {
  const reply = event.target.closest('[data-reply]');
  const cancel = event.target.closest('[data-unquote]');
  if (!reply && !cancel) return;
  event.preventDefault();
  if (reply) quote(reply.closest('.msg'));
  else { unquote(); document.getElementById('reply').focus(); }
});
