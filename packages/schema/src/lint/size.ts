// How large a table may become: its columns, and the text of each column's type.
// The limits stand in @tracklake/envelope with their sources.
import { envelopeColumns, glueLimits, lineLimits } from "@tracklake/envelope";
import { hiveType } from "../hive-type.js";
import { topFields } from "./fields.js";
import type { LintRule, Remark } from "./rule.js";

/** `size` */
export const size: LintRule = {
  id: "size",
  purpose: "A table has no more columns, and no longer types, than the services take.",
  essential: true,
  severity: () => "error",
  check(model) {
    const fields = topFields(model);
    const remarks: Remark[] = fields
      .map(({ field, path }) => ({ path, length: hiveType(field.type).length }))
      .filter(({ length }) => length > glueLimits.columnTypeCharacters)
      .map(({ path, length }) => ({
        path,
        message: `its column type has ${length} characters; Glue takes ${glueLimits.columnTypeCharacters}.`,
        suggestion: "Split it into several properties.",
      }));
    const columns = fields.length + envelopeColumns.length;
    if (columns > lineLimits.columns) {
      remarks.push({
        path: model.name,
        message: `its table would have ${columns} columns; the limit is ${lineLimits.columns}.`,
        suggestion: "Split the event.",
      });
    }
    return remarks;
  },
};
