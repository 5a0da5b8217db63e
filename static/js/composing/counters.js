// How much room is left in a field, in characters as people and WhatsApp count them.
document.addEventListener('input', event => {
  const count = event.target.id && document.getElementById(`${event.target.id}-count`);
  if (!count) return;
  const length = [...event.target.value.trim()].length, most = Number(count.dataset.most);
  count.textContent = `${length} / ${most}`;
  count.toggleAttribute('data-over', length > most);
});
