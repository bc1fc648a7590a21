// AWS Lambda: a function's process is frozen with its answer, so what it tracked is sent before that, and in time.
// Nothing is left pending across the freeze, and after it connections are made anew.
import { type Flushing, flushWithin } from "./flush-within.js";
import { freezing, thawed } from "./thaw.js";

/** What a wrapped handler may be told. */
export interface LambdaOptions {
  /** Milliseconds before the function's deadline by which sending has ended, for the answer's way. @default 250 */
  readonly margin?: number;
  /**
   * Milliseconds before the function's deadline at which events are sent while the handler still runs, since it may be
   * killed: a function that times out is told nothing. @default 1500
   */
  readonly early?: number;
}

/** Milliseconds that sending may take where nothing says how much time is left, such as in a test of the handler. */
const DEFAULT_DEADLINE = 10_000;

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/**
 * Wraps a Lambda handler: what it tracked is sent before its answer or its error goes out, and before the deadline.
 *
 * Promises, callbacks and streamed responses; inside or around `awslambda.streamifyResponse`. What the deadline cuts
 * off stays queued for the next invocation, if there is one. Make the tracker outside of the handler, with
 * `durability: "memory"`: the disk of a function does not last.
 *
 * @example
 * export const handler = withTracklake(tracker, async (event) => {
 *   tracker.planChanged({ plan: event.plan });
 *   return { statusCode: 204 };
 * });
 */
export function withTracklake<Given extends unknown[], Answer>(
  tracker: Flushing,
  handler: (...given: Given) => Answer,
  { margin = 250, early = 1_500 }: LambdaOptions = {},
): (...given: Given) => Promise<Awaited<Answer>> {
  let invoked = false;
  let running = 0;
  const wrapped = async (...given: Given): Promise<Awaited<Answer>> => {
    if (invoked && running === 0) thawed();
    invoked = true;
    running++;
    const context = given.find(isContext);
    const remaining = () => context?.getRemainingTimeInMillis() ?? DEFAULT_DEADLINE;
    // An answer that comes late leaves less than the margin: half of it each for sending and for the way.
    const timeLeft = () => Math.max(0, remaining() - margin, remaining() / 2);
    let sooner: Promise<void> | undefined;
    const timer =
      context &&
      setTimeout(
        () => {
          sooner = flushWithin(tracker, timeLeft());
        },
        Math.max(0, remaining() - early),
      );
    try {
      return await answerOf(handler, given);
    } finally {
      clearTimeout(timer);
      await Promise.all([sooner, flushWithin(tracker, timeLeft())]);
      running--;
      // Some platforms run several invocations in one process; it is frozen when none is left.
      if (running === 0) await freezing();
    }
  };
  // The mark of awslambda.streamifyResponse, without which the answer would not be streamed.
  for (const mark of Object.getOwnPropertySymbols(handler)) {
    Object.defineProperty(wrapped, mark, Object.getOwnPropertyDescriptor(handler, mark) ?? {});
  }
  return wrapped;
}

function isContext(value: unknown): value is LambdaContext {
  return typeof (value as Partial<LambdaContext> | null | undefined)?.getRemainingTimeInMillis === "function";
}

/** The handler's answer, by promise or, where the run time offers one as the last argument, by callback. */
function answerOf<Given extends unknown[], Answer>(
  handler: (...given: Given) => Answer,
  given: Given,
): Promise<Awaited<Answer>> {
  if (typeof given.at(-1) !== "function") return Promise.resolve(handler(...given));
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, answer: Awaited<Answer>) => (error ? reject(error) : resolve(answer));
    const answer = handler(...([...given.slice(0, -1), callback] as Given));
    if (typeof (answer as PromiseLike<unknown> | undefined)?.then === "function") resolve(answer as Awaited<Answer>);
  });
}
