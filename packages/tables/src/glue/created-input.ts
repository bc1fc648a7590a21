// A table's input with the record of what is applied by it: what is sent to create it, and what updates merge.
import type { TableInput } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import { appliedOf, encodeApplied } from "./applied.js";
import { glueTableInput } from "./table-input.js";

/**
 * A table as it is in the catalogue once it was applied.
 *
 * @example
 * appliedInput(table).Parameters?.["tracklake.applied"]; // "v1:…"
 */
export function appliedInput(model: TableModel): TableInput {
  return withRecord(glueTableInput(model));
}

/** The input with its record. @param adopted - Whether the table stands for one that was somebody else's. */
export function withRecord(input: TableInput, adopted = false): TableInput {
  const record = { ...appliedOf(input), ...(adopted ? { adopted: true as const } : {}) };
  return { ...input, Parameters: { ...input.Parameters, [APPLIED]: encodeApplied(record) } };
}
