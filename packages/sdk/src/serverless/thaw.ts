// What has to be done when a frozen process runs again: sockets that slept are dead on the other side, often silently.
// Sinks say here what they do about it; the wrapper of a function says when.
import { textOf } from "../text-of.js";

const listeners = new Set<() => void>();

/**
 * Calls back at each thaw, before the invocation's own work.
 *
 * @param listener - Lets go of idle connections, so that new ones are opened. Never while something is in flight.
 * @returns Ends it; to be called when the sink closes.
 */
export function onThaw(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The process may have been frozen since the last call of anything here. */
export function thawed(): void {
  for (const listener of listeners) {
    try {
      listener();
    } catch (error) {
      process.emitWarning(`tracklake: a sink could not renew its connections (${textOf(error)}).`);
    }
  }
}
