// Why a question was given up, from what was thrown: a schema that is none, or too much work.
// Anything else is an error of this package and is thrown on.
import { BudgetExceeded } from "../budget.js";
import { InvalidSchema } from "../read/reader.js";
import type { Reason } from "../reason.js";
import { containmentRules } from "../rules.js";

/** The reason of an error; nothing for one that is none of a question. */
export function reasonOf(error: unknown): Reason | undefined {
  if (error instanceof InvalidSchema) {
    return { path: error.at, instancePath: "", rule: "INVALID_SCHEMA", message: error.message };
  }
  if (error instanceof BudgetExceeded) {
    return { path: "", instancePath: "", rule: "BUDGET_EXCEEDED", message: error.message };
  }
  // The engine's own limit, in V8's words: nothing here recurses without end.
  if (error instanceof RangeError && error.message.includes("call stack")) {
    return { path: "", instancePath: "", rule: "BUDGET_EXCEEDED", message: containmentRules.BUDGET_EXCEEDED };
  }
  return undefined;
}
