// Work on many tables at once, a bounded number at a time, results in the order of what was given.

/** Tables that are read or written at once; the catalogue throttles more. */
export const CONCURRENCY = 8;

/** Told after each piece of work. */
export type OnProgress = (done: number, all: number) => void;

/** Does the work; the first failure is thrown once what runs has ended. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  { concurrency = CONCURRENCY, onProgress = () => {} }: { concurrency?: number; onProgress?: OnProgress } = {},
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let [next, done, failed] = [0, 0, false];
  const worker = async () => {
    for (let index = next++; index < items.length && !failed; index = next++) {
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
      onProgress(++done, items.length);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  const broken = ended.find((one) => one.status === "rejected");
  if (broken) throw broken.reason;
  return results;
}
