// What every session of the local engine is set to, before it sees a query.
// UTC, integers divided as Athena divides them, and the macros that answer Athena's functions.
import { macroStatements } from "../translate/macros.js";

/** Statements that are run once when a lake is opened. */
export const sessionStatements: readonly string[] = [
  "SET TimeZone = 'UTC'",
  "SET integer_division = true",
  ...macroStatements,
];
