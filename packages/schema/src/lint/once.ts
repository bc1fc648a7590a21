// What several events of one run are compared by, made once for the run: without it every comparison is quadratic.
import type { LintScope, LintSubject } from "./rule.js";

/**
 * A look-up over all events of a run.
 *
 * @param build - Makes it; called once for each run.
 */
export function oncePerRun<Index>(build: (scope: LintScope) => Index): (scope: LintScope) => Index {
  const made = new WeakMap<readonly LintSubject[], Index>();
  return (scope) => {
    const before = made.get(scope.all);
    if (before !== undefined) return before;
    const index = build(scope);
    made.set(scope.all, index);
    return index;
  };
}
