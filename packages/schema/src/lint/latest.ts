// The newest major of each event: an older one is what it was, and is compared with nothing.
import type { EventModel } from "../model.js";
import { oncePerRun } from "./once.js";

/** The newest major of each event of the run, in the run's order. */
export const latestEvents = oncePerRun(({ all }): readonly EventModel[] => {
  const newest = new Map<string, EventModel>();
  for (const { model } of all) {
    const known = newest.get(model.name);
    if (!known || known.major < model.major) newest.set(model.name, model);
  }
  return [...newest.values()];
});
