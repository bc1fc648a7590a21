// Waiting for something, but not for longer than that.

/**
 * Whether a promise is kept within so many milliseconds; the wait keeps the process alive.
 *
 * @param waits - Holds, as long as it waits, a function that ends the wait at once.
 */
export async function within(
  promise: Promise<unknown>,
  milliseconds: number,
  waits?: Set<() => void>,
): Promise<boolean> {
  let end: () => void = () => {};
  const late = new Promise<false>((resolve) => {
    const timer = setTimeout(() => resolve(false), Math.max(0, milliseconds));
    end = () => {
      clearTimeout(timer);
      resolve(false);
    };
  });
  waits?.add(end);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    waits?.delete(end);
    end();
  }
}
