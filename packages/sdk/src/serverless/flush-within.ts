// A flush that ends in time whatever the sink does, leaves no timer behind, and never rejects.
import { textOf } from "../text-of.js";

/** As much of a tracker as serverless code needs. */
export interface Flushing {
  flush(options?: { readonly deadline?: number }): Promise<unknown>;
}

/**
 * Sends what is queued.
 *
 * @param deadline - Milliseconds after which it resolves, sent or not.
 */
export async function flushWithin(tracker: Flushing, deadline: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadline);
  });
  try {
    await Promise.race([tracker.flush({ deadline }), late]);
  } catch (error) {
    process.emitWarning(`tracklake: events could not be flushed (${textOf(error)}); they are still queued.`);
  } finally {
    clearTimeout(timer);
  }
}
