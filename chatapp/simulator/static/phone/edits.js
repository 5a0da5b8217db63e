// A switch that somebody turns must not jump back because an older answer arrives a moment later.
let generation = 0;

/** Take it before asking the server; `stale(mark)` tells afterwards whether somebody changed something meanwhile. */
export const mark = () => generation;
export const stale = (taken) => taken !== generation;

/** Run a change; whatever was asked before its end is stale. */
export async function editing(change) {
  generation += 1;
  try {
    return await change();
  } finally {
    generation += 1;
  }
}
