// A function of the host that is asked about a request: what it throws costs the event a column, and the host nothing.
// It is told once for each function, since a function that fails for one request fails for many.
import { textOf } from "../text-of.js";

/**
 * Wraps a function of the host.
 *
 * @param name - What the warning calls it.
 * @param without - What the events go without.
 */
export function hostsFunction<Request, Answer>(
  name: string,
  without: string,
  ask: ((request: Request) => Answer | undefined) | undefined,
): (request: Request) => Answer | undefined {
  let told = false;
  return (request) => {
    try {
      return ask?.(request);
    } catch (error) {
      if (!told) process.emitWarning(`tracklake: ${name} threw (${textOf(error)}); ${without}. This is told once.`);
      told = true;
      return undefined;
    }
  };
}
