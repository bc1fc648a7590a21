// Why one schema is not contained in another, or why that could not be decided, as data.
// Rule ids are stable; the table of all of them stands in rules.ts.
import type { ContainmentRule } from "./rules.js";

/** One reason. */
export interface Reason {
  /** Where in the schema that ought to contain the other, as a JSON pointer such as `/properties/seats/maximum`. */
  readonly path: string;
  /** Where in a document, as a JSON pointer in which `*` stands for any item or key, such as `/seats`. */
  readonly instancePath: string;
  readonly rule: ContainmentRule;
  /** One sentence that can be shown as it is. */
  readonly message: string;
  /** A document that shows it, confirmed by ajv, where one could be built. */
  readonly counterexample?: unknown;
}
