// Small notes to the server that no one waits for: nothing on the page depends on their answer.
export function tell(url, fields = {}) {
  const token = document.getElementById('act').elements.csrf_token.value;
  return fetch(url, {
    method: 'POST',
    headers: { 'X-CSRFToken': token, 'HX-Request': 'true' },
    body: new URLSearchParams(fields),
    keepalive: true,
  }).catch(() => undefined);
}
