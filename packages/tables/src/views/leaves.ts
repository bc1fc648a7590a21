// A table's columns flattened: each struct, at every depth, as <struct>__<field>.
// Arrays and maps stay whole; arrays of structs have views of their own.
import { formerly, type HiveField, type HiveType } from "../model/hive-type.js";

/** Joins the names of a path to the name of a column; lower_snake names never hold it. */
export const JOIN = "__";

/** One column of a view, as one table holds it. */
export interface Leaf {
  readonly name: string;
  readonly path: readonly string[];
  readonly type: HiveType;
  readonly comment?: string | undefined;
  /** Whether the latest revision has it no more, or has a struct around it no more. */
  readonly removed: boolean;
  /** Names that this column had before, flattened. */
  readonly formerly: readonly string[];
}

/** The leaves of some columns, or of an element's fields. */
export function leavesOf(fields: readonly HiveField[]): Leaf[] {
  return walk(fields, [], [[]], false);
}

function walk(
  fields: readonly HiveField[],
  path: readonly string[],
  spellings: readonly (readonly string[])[],
  removed: boolean,
): Leaf[] {
  return fields.flatMap((field) => {
    const here = [...path, field.name];
    const names = formerNames(field, fields);
    const spelled = spellings.flatMap((prefix) => names.map((name) => [...prefix, name]));
    const gone = removed || field.removed === true;
    if (field.type.kind === "struct") return walk(field.type.fields, here, spelled, gone);
    return [
      {
        name: here.join(JOIN),
        path: here,
        type: field.type,
        comment: field.comment,
        removed: gone,
        formerly: spelled.slice(1).map((names) => names.join(JOIN)),
      },
    ];
  });
}

/** A field's name, then those it had before, the youngest first; a name that is in use again ends the chain. */
function formerNames(field: HiveField, siblings: readonly HiveField[]): string[] {
  const names = [field.name];
  const said = [...formerly(field)];
  for (let before = said.shift(); before !== undefined; before = said.shift()) {
    const name = before;
    const sibling = siblings.find((one) => one.name === name);
    if (names.includes(name) || (sibling && sibling.removed !== true)) continue;
    names.push(name);
    if (sibling) said.push(...formerly(sibling));
  }
  return names;
}
