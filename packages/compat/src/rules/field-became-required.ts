// FIELD_BECAME_REQUIRED: old rows without it stay, whatever the schema promises from now on.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** An optional field that has to be passed. */
export const fieldBecameRequired: Rule<"FIELD_BECAME_REQUIRED"> = {
  id: "FIELD_BECAME_REQUIRED",
  finds: "An optional field became required.",
  judge: ({ after }) => ({
    storage: stored,
    reader: isDemanded(after) ? "break" : "safe",
    writer: "safe",
    caller: "break",
    reason: "Old rows may hold NULL, and calls without it do not compile; the table goes on to allow NULL.",
    wayOut: "Pass it at every call first; queries have to expect NULL in older rows all the same.",
  }),
};
