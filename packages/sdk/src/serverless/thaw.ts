// What has to be done before a process is frozen, and when it runs again: timers would fire late, and sockets that slept
// are dead on the other side, often silently. Trackers say here what they do about it; the wrapper of a function, when.
import { textOf } from "../text-of.js";

const freezes = new Set<() => void>();
const thaws = new Set<() => void>();

/**
 * Calls back before each freeze, when the invocation's own work is done.
 *
 * @param listener - Ends its timers, and gives up what is not answered.
 * @returns Ends it.
 */
export function onFreeze(listener: () => void): () => void {
  freezes.add(listener);
  return () => void freezes.delete(listener);
}

/**
 * Calls back at each thaw, before the invocation's own work.
 *
 * @param listener - Lets go of idle connections, so that new ones are opened. Never while something is in flight.
 * @returns Ends it; to be called when the sink closes.
 */
export function onThaw(listener: () => void): () => void {
  thaws.add(listener);
  return () => void thaws.delete(listener);
}

/** The process is about to be frozen; resolves when calls that were given up have let go of their timers. */
export async function freezing(): Promise<void> {
  tell(freezes, "a tracker could not end its timers");
  // When no promise is left that could go on.
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

/** The process may have been frozen since the last call of anything here. */
export function thawed(): void {
  tell(thaws, "a sink could not renew its connections");
}

function tell(listeners: ReadonlySet<() => void>, failure: string): void {
  for (const listener of listeners) {
    try {
      listener();
    } catch (error) {
      process.emitWarning(`tracklake: ${failure} (${textOf(error)}).`);
    }
  }
}
