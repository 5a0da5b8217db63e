import { HEADERS } from './fragments.js';

// Small notes to the server that no one waits for: nothing on the page depends on their answer.
export function tell(url, fields = {}) {
  const token = document.getElementById('act').elements.csrf_token.value;
  return fetch(url, {
    method: 'POST',
    headers: { ...HEADERS, 'X-CSRFToken': token },
    body: new URLSearchParams(fields),
    keepalive: true,
  }).catch(() => undefined);
}
