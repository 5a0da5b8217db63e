// Times in the reader's own zone.
const clock = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat([], { day: "numeric", month: "long" });
const short = new Intl.DateTimeFormat([], { day: "2-digit", month: "2-digit" });

const dayOf = (seconds) => new Date(seconds * 1000).toDateString();

export const time = (seconds) => clock.format(seconds * 1000);
export const sameDay = (one, other) => dayOf(one) === dayOf(other);

export function day(seconds) {
  const now = Date.now() / 1000;
  if (sameDay(seconds, now)) return "Today";
  return sameDay(seconds, now - 86400) ? "Yesterday" : date.format(seconds * 1000);
}

export const listTime = (seconds) => (sameDay(seconds, Date.now() / 1000) ? time(seconds) : short.format(seconds * 1000));
