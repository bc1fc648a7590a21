// What a change is: one difference of two models of an event, as data, under the id of the rule that judges it.
// diff-events.ts finds changes, rules/ judge them; the two share nothing but this.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import type { RuleId } from "./rule-id.js";

/** One difference. */
export interface Change {
  readonly rule: RuleId;
  /** Where: the event, then the field's path, such as `order_placed.items[].price`; a context's field begins with the context. */
  readonly path: string;
  /** What it was, in words or as a type; absent for what is new. */
  readonly was?: string;
  /** What it is now; absent for what is gone. */
  readonly is?: string;
  /** The field as it was, where the change is of a field. */
  readonly before?: FieldModel;
  /** The field as it is now. */
  readonly after?: FieldModel;
  /** The type as it was, where the change is of a type, which may lie within an array or a map. */
  readonly from?: TypeModel;
  /** The type as it is now. */
  readonly to?: TypeModel;
  /** Whether a field moved from a context, or into one. */
  readonly contexts?: { readonly from: boolean; readonly to: boolean };
  /** Whether another event lists the context that this one lists no more. */
  readonly listedElsewhere?: boolean;
  /** Whether the field has another name too: it has a column of its own, and the old one stays. */
  readonly renamed?: boolean;
}

/** Whether a document without the field is refused: a field that may be null may be missing too. */
export function isDemanded(field: FieldModel | undefined): boolean {
  return field?.required === true && !field.nullable;
}
