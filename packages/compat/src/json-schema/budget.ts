// How much work a question may cost: steps are counted, not seconds, so that an answer is the same on every machine.
// A hostile schema (exponential unions, huge enums) ends in `unknown`, never in a hanging process.

/** Steps that one question may take; about one to two seconds of one processor. */
export const DEFAULT_STEPS = 400_000;

/** How deep schemas, documents and reasoning may nest. */
export const MOST_DEPTH = 120;

/** Thrown when a question costs more than it may; turned into `unknown` where the question was asked. */
export class BudgetExceeded extends Error {
  override readonly name = "BudgetExceeded";
}

/** Counts steps down. */
export class Budget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** Takes steps, and throws once there are none left. */
  readonly spend = (steps: number): void => {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetExceeded("The question takes more steps than are allowed.");
  };

  /** Allows so many steps from now on. */
  renew(steps: number): void {
    this.#left = steps;
  }
}
