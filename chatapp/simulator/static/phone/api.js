// The simulator's own JSON.
export class Refused extends Error {}

async function ask(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.error || `The simulator answered ${answer.status}.`);
  return body;
}

const json = (method) => (path, body = {}) =>
  ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const get = (path) => ask(path, { headers: { Accept: "application/json" } });
export const post = json("POST");
export const patch = json("PATCH");
export const remove = json("DELETE");
export const upload = (path, form) => ask(path, { method: "POST", body: form });
