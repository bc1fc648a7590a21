// LAKE_NAME_CHANGED: the name is that of the databases; tables and views are made anew in others, over the same files.
import { always, type Rule, stored } from "./rule.js";

/** Another name of a lake. */
export const lakeNameChanged: Rule<"LAKE_NAME_CHANGED"> = {
  id: "LAKE_NAME_CHANGED",
  finds: "The lake has another name.",
  judge: always({
    storage: stored,
    reader: "break",
    writer: "safe",
    caller: "safe",
    reason:
      "Tables and views are made anew in databases of the new name, over the same files; queries that name the old databases " +
      "read tables that get no new columns from now on, and the stream is looked for under the new name.",
    wayOut: "Keep the name, or move every query to the new databases and name the stream in the configuration.",
  }),
};
