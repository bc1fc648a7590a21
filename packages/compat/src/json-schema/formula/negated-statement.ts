// The statement that holds for the values of the same type for which another does not.
// Every kind has its opposite among the kinds, so that a negation never has to be kept as one.
import type { Formula, Statement } from "./formula.js";

/** The opposite of a statement; nothing where it holds for every value of its type. */
export function negatedStatement(
  statement: Statement,
  not: (formula: Formula) => Formula,
  always: Formula,
  never: Formula,
): Statement | undefined {
  switch (statement.kind) {
    case "minLength":
      return { kind: "maxLength", value: statement.value - 1 };
    case "maxLength":
      return { kind: "minLength", value: statement.value + 1 };
    case "minItems":
      return { kind: "maxItems", value: statement.value - 1 };
    case "maxItems":
      return { kind: "minItems", value: statement.value + 1 };
    case "minProperties":
      return { kind: "maxProperties", value: statement.value - 1 };
    case "maxProperties":
      return { kind: "minProperties", value: statement.value + 1 };
    case "pattern":
    case "label":
      return { ...statement, negative: !statement.negative };
    case "minimum":
      return { kind: "maximum", value: statement.value, exclusive: !statement.exclusive };
    case "maximum":
      return { kind: "minimum", value: statement.value, exclusive: !statement.exclusive };
    case "multipleOf":
      return { kind: "notMultipleOf", value: statement.value };
    case "notMultipleOf":
      return { kind: "multipleOf", value: statement.value };
    case "items":
      return { ...statement, kind: "atLeast", schema: not(statement.schema), count: 1 };
    case "atLeast":
      return statement.count === 1
        ? items(statement, not(statement.schema), always)
        : { ...statement, kind: "atMost", count: statement.count - 1 };
    case "atMost":
      return { ...statement, kind: "atLeast", count: statement.count + 1 };
    case "unique":
      return { kind: "notUnique" };
    case "notUnique":
      return { kind: "unique" };
    case "every":
      return { ...statement, kind: "some", schema: not(statement.schema) };
    case "some":
      return statement.keys === never ? undefined : { ...statement, kind: "every", schema: not(statement.schema) };
  }
}

function items(range: { from: number; to: number }, schema: Formula, always: Formula): Statement {
  return schema === always ? { kind: "minItems", value: 0 } : { kind: "items", from: range.from, to: range.to, schema };
}
