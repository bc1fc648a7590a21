// FIELD_READDED: a name that was published, removed, and is there again with the same type: its column was kept.
import { always, type Rule, stored } from "./rule.js";

/** An optional field that comes back. */
export const fieldReadded: Rule<"FIELD_READDED"> = {
  id: "FIELD_READDED",
  finds: "A removed field is there again.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "The table kept it, and holds the old values beside the new ones.",
    wayOut: "Make sure that it means what it meant; if not, give it another name.",
  }),
};
