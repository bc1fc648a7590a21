// Types as a query names them: Trino's, which Athena's engine is.
// Source: Amazon Athena User Guide, "Data types in Amazon Athena": string is varchar, int integer, struct row.
import type { HiveType } from "../model/hive-type.js";
import { quoteQuery } from "./quote.js";

const primitives: Readonly<Record<string, string>> = {
  string: "varchar",
  int: "integer",
  float: "real",
  binary: "varbinary",
};

/** The type as a CAST in an Athena query names it. */
export function trinoTypeOf(type: HiveType): string {
  switch (type.kind) {
    case "primitive":
      return primitives[type.text] ?? type.text;
    case "array":
      return `array(${trinoTypeOf(type.items)})`;
    case "map":
      return `map(${trinoTypeOf(type.keys)}, ${trinoTypeOf(type.values)})`;
    case "struct":
      return `row(${type.fields.map((field) => `${quoteQuery(field.name)} ${trinoTypeOf(field.type)}`).join(", ")})`;
  }
}
