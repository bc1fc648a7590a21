// Views are written at once where they can be, and after those that they read.
// Each begins in the plan's order, where what is read comes first, so waiting never locks.
import { CONCURRENCY, inParallel } from "./in-parallel.js";
import type { WriteView } from "./steps.js";

/** Works through views. @param work - Gets the results of the views that this one reads. */
export async function inOrder<Result>(
  steps: readonly WriteView[],
  work: (step: WriteView, read: readonly Result[]) => Promise<Result>,
  finish: (result: Result, step: WriteView) => void,
  concurrency = CONCURRENCY,
): Promise<void> {
  const begun = new Map<string, Promise<Result>>();
  await inParallel(
    steps,
    async (step) => {
      const before = (step.view.reads ?? []).flatMap((key) => begun.get(key) ?? []);
      const result = Promise.all(before).then((read) => work(step, read));
      begun.set(`${step.database}.${step.table}`, result);
      finish(await result, step);
    },
    { concurrency },
  );
}
