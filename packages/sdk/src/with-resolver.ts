// A promise that somebody else resolves; Node 20 has no Promise.withResolvers.

/** A promise and what resolves it. */
export function withResolver(): { promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
