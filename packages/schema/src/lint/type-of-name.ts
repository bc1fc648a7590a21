// A name that promises a type, and a text in its place: every query has to cast it, and some will forget.
// The type of what is published stays; it is not spoken of.
import type { FieldModel } from "../model.js";
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { wordsOf } from "./words/split.js";
import { unitInName } from "./words/units.js";

/** `type-of-name` */
export const typeOfName: LintRule = {
  id: "type-of-name",
  purpose: "A field has the type that its name promises.",
  severity: () => "warning",
  check(model, { published }) {
    return allFields(model).flatMap(({ field, path }) => {
      const promise = promised(field);
      if (promise === undefined || published.field(model, path)) return [];
      const [what, instead] = promise;
      return [
        {
          path,
          message: `its name promises ${what}, and it is ${field.type.kind === "string" ? "a text" : `of type ${field.type.kind}`}.`,
          suggestion: `Use ${instead}, so that no query has to cast it.`,
        },
      ];
    });
  },
};

type Promised = readonly [what: string, instead: string];
const moment: Promised = ["a moment", "column.timestamp()"];
const day: Promised = ["a day", "column.date()"];
const number: Promised = ["a number", "Type.Integer(), Type.Number() or column.decimal()"];
const flag: Promised = ["true or false", "Type.Boolean()"];
const json: Promised = ["JSON", "an object with its properties, or column.json()"];

function promised({ name, type }: FieldModel): Promised | undefined {
  const words = wordsOf(name);
  if (words.length < 2) return undefined;
  const last = words.at(-1) ?? "";
  if (type.kind === "integer" || type.kind === "number" || type.kind === "bigint") {
    return last === "at" && words.length > 1 ? moment : undefined;
  }
  if (type.kind !== "string") return undefined;
  if (last === "at" || last === "timestamp") return moment;
  if (last === "date") return day;
  if (["count", "amount", "price", "quantity", "total"].includes(last) || unitInName(words)) return number;
  if (words[0] === "is" || words[0] === "has") return flag;
  return last === "json" ? json : undefined;
}
