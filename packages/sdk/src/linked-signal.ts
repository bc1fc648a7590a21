// One signal for the length of one call, that ends with others or after a time, and leaves nothing behind.
// AbortSignal.any and AbortSignal.timeout keep what listens to them, an answered request and its body too, until the time
// is over; at twenty calls a second that is hundreds of them.

/** What ends a call before its answer. */
export interface CallEnds {
  readonly signals: readonly AbortSignal[];
  /** Milliseconds, after which the call ends with a `TimeoutError`. @default none */
  readonly timeout?: number;
}

/** Makes a call with a signal that is aborted when one of these ends it; rejects and resolves as the call does. */
export async function withLinkedSignal<Result>(
  { signals, timeout }: CallEnds,
  call: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const links = signals.map((signal) => ({ signal, abort: () => controller.abort(signal.reason) }));
  const timer = timeout === undefined ? undefined : setTimeout(() => controller.abort(timedOut()), timeout).unref();
  try {
    for (const { signal, abort } of links) {
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort);
    }
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
    for (const { signal, abort } of links) signal.removeEventListener("abort", abort);
  }
}

function timedOut(): DOMException {
  return new DOMException("The call has taken too long.", "TimeoutError");
}
