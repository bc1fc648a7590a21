// TABLE_FORMAT_CHANGED: files of one format are not read by a table of another: a migration, not a revision.
import { always, type Rule, unreadable } from "./rule.js";

/** Another format of a lake's tables. */
export const tableFormatChanged: Rule<"TABLE_FORMAT_CHANGED"> = {
  id: "TABLE_FORMAT_CHANGED",
  finds: "The lake's tables have another format.",
  judge: always({
    storage: unreadable,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "A table reads files of one format, and those that are there have the other.",
    wayOut: "Create a lake of another name, copy what is there, and deploy the services to it.",
  }),
};
