// Runs `refresh` at every hint of the server, one at a time; asks by itself while the stream is down.
const POLL_MS = 3000;

export function live(refresh, offline) {
  let running = false;
  let again = false;

  async function run() {
    if (running) { again = true; return; }
    running = true;
    try {
      await refresh();
      offline(false);
    } catch (failure) {
      offline(true);
      console.warn("refresh failed", failure);
    }
    running = false;
    if (again) { again = false; run(); }
  }

  let stream;
  const connect = () => {
    stream = new EventSource("/phone/events");
    stream.addEventListener("changed", run);
  };
  connect();
  setInterval(() => {
    if (stream.readyState === EventSource.CLOSED) connect();
    if (stream.readyState !== EventSource.OPEN) run();
  }, POLL_MS);
  document.addEventListener("visibilitychange", run);
  return run;
}
