// FIELD_METADATA_CHANGED: words about a field, none of which a value has to satisfy.
import { always, type Rule, stored } from "./rule.js";

/** What is said of a field, not of its values. */
export const fieldMetadataChanged: Rule<"FIELD_METADATA_CHANGED"> = {
  id: "FIELD_METADATA_CHANGED",
  finds: "A field's description, first unit, deprecation, former name or examples changed.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "No value has to satisfy it.",
    wayOut: "Nothing is to be done.",
  }),
};
