// What the leaf searches need of the whole: to search for the values inside an array or object, and for keys.
// They depend on this alone, so that searching may be recursive without a cycle of files.
import type { Formula } from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";
import type { Evaluation } from "./evaluate.js";
import type { Outcome } from "./outcome.js";

/** A search for values. */
export interface Search extends Evaluation {
  readonly formulas: Formulas;
  /** Whether two patterns of different text are only compared by their text. */
  readonly patternsByText: boolean;
  /** A value for which all these hold. */
  solve(formulas: readonly Formula[]): Outcome;
  /** A key for which all these hold. */
  solveKey(formulas: readonly Formula[]): Outcome;
}
