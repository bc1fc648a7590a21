// How much work a question may cost: steps are counted, not seconds, so that an answer is the same on every machine.
// A hostile schema (exponential unions, huge enums) ends in `unknown`, never in a hanging process.

/** Steps that one question may take; one to two seconds of one processor. */
export const DEFAULT_STEPS = 3_000_000;

/** How deep schemas may nest. */
export const MOST_DEPTH = 150;

/** How deep questions may nest within each other, as documents do: fewer than the engine's stack holds. */
export const MOST_NESTING = 400;

/** How many values a schema may consist of. */
export const MOST_VALUES = 500_000;

/** Thrown when a question costs more than it may; turned into `unknown` where the question was asked. */
export class BudgetExceeded extends Error {
  override readonly name = "BudgetExceeded";
}

/** Throws for a schema that is larger or deeper than can be read. */
export function measure(schema: unknown): void {
  let left = MOST_VALUES;
  const visit = (value: unknown, depth: number): void => {
    if (--left < 0) throw new BudgetExceeded(`A schema consists of more than ${MOST_VALUES} values.`);
    if (depth > 20 * MOST_DEPTH) throw new BudgetExceeded(`A schema nests deeper than ${20 * MOST_DEPTH} values.`);
    if (typeof value !== "object" || value === null) return;
    for (const held of Object.values(value)) visit(held, depth + 1);
  };
  visit(schema, 0);
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
