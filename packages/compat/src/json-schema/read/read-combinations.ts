// `allOf`, `anyOf`, `oneOf`, `not`, and `if` with `then` and `else`.
// oneOf is exclusive: one alternative holds and no other.
import type { Formula } from "../formula/formula.js";
import { listOf } from "./keyword-value.js";
import { type Here, InvalidSchema, type Reader } from "./reader.js";

/** The formulas of a schema's combining keywords. */
export function readCombinations(reader: Reader, here: Here): Formula[] {
  const { formulas } = reader;
  const found: Formula[] = [];
  const all = alternatives(reader, here, "allOf");
  if (all) found.push(formulas.and(all));
  const any = alternatives(reader, here, "anyOf");
  if (any) found.push(formulas.or(any));
  const one = alternatives(reader, here, "oneOf");
  if (one) found.push(formulas.one(one));
  if (Object.hasOwn(here.schema, "not")) found.push(formulas.not(reader.inside(here, "not")));
  if (Object.hasOwn(here.schema, "if")) {
    const condition = reader.inside(here, "if");
    const branch = (keyword: string) =>
      Object.hasOwn(here.schema, keyword) ? reader.inside(here, keyword) : formulas.true;
    found.push(formulas.or([formulas.not(condition), branch("then")]), formulas.or([condition, branch("else")]));
  }
  return found;
}

function alternatives(reader: Reader, here: Here, keyword: string): Formula[] | undefined {
  const list = listOf(here, keyword);
  if (list?.length === 0) throw new InvalidSchema(`${here.place.at}/${keyword}`, `${keyword} has to have a schema.`);
  return list?.map((_, index) => reader.inside(here, keyword, String(index)));
}
