// Texts on their way, by client id, kept for this tab until the server shows them: leaving a conversation loses nothing.
const KEY = 'outbox';
const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
const write = box => sessionStorage.setItem(KEY, JSON.stringify(box));

export function remember(conversation, message) {
  write({ ...read(), [message.client_id]: { ...message, conversation } });
}

export function forget(clientId) {
  const { [clientId]: _gone, ...rest } = read();
  write(rest);
}

// Those of a conversation that its thread does not show.
export function unsent(conversation) {
  return Object.values(read()).filter(message => message.conversation === conversation && !document.getElementById(`m-${message.client_id}`));
}

// A bubble that came from the server carries its number.
function settle() {
  for (const id of Object.keys(read())) if (document.getElementById(`m-${id}`)?.dataset.message) forget(id);
}
settle();
document.addEventListener('htmx:finally:swap', settle);
