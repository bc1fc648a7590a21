// The arrays of structs in an event, at every depth: in structs, and in the elements of other such arrays.
// Each has a view of its own, <event>__<array>.
import type { HiveField } from "../model/hive-type.js";
import { JOIN } from "./leaves.js";

/** One array within the row or within the element before, and the fields of its elements. */
export interface ElementStep {
  /** The array's name, flattened, within the row or the element before. */
  readonly name: string;
  readonly path: readonly string[];
  readonly fields: readonly HiveField[];
}

/** An array of structs; more than one step when it lies in another one's elements. */
export interface ElementArray {
  /** The names of all steps, joined. */
  readonly name: string;
  /** The name that it had before. */
  readonly formerly: string | undefined;
  readonly removed: boolean;
  readonly comment?: string | undefined;
  readonly steps: readonly ElementStep[];
}

/** The arrays of structs among some columns. */
export function elementArrays(columns: readonly HiveField[]): ElementArray[] {
  return within(columns, [], [], false);
}

function within(
  fields: readonly HiveField[],
  path: readonly string[],
  steps: readonly ElementStep[],
  gone: boolean,
): ElementArray[] {
  return fields.flatMap((field) => {
    const here = [...path, field.name];
    const removed = gone || field.removed === true;
    if (field.type.kind === "struct") return within(field.type.fields, here, steps, removed);
    if (field.type.kind !== "array" || field.type.items.kind !== "struct") return [];
    const inner = field.type.items.fields;
    const all = [...steps, { name: here.join(JOIN), path: here, fields: inner }];
    const named = (last: string) => [...steps.map(({ name }) => name), ...path, last].join(JOIN);
    const array: ElementArray = {
      name: named(field.name),
      formerly: field.renamedFrom === undefined ? undefined : named(field.renamedFrom),
      removed,
      comment: field.comment,
      steps: all,
    };
    return [array, ...within(inner, [], all, removed)];
  });
}
