// REQUIRED_FIELD_ADDED: old rows do not have it, whatever the schema promises from now on.
// A default would not help: validation applies none.
import type { Change } from "../change.js";
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A required field that is new. */
export const requiredFieldAdded: Rule<"REQUIRED_FIELD_ADDED"> = {
  id: "REQUIRED_FIELD_ADDED",
  finds: "A required field is new.",
  judge: ({ after }: Change) => {
    const demanded = isDemanded(after);
    return {
      storage: stored,
      reader: demanded ? "break" : "safe",
      writer: "safe",
      caller: "break",
      reason: demanded
        ? "Old rows hold NULL where the schema promises a value, and calls without it do not compile."
        : "Calls without it do not compile; rows may hold NULL, as the old ones do.",
      wayOut: "Make it optional, or pass it at every call and let queries expect NULL in older rows.",
    };
  },
};
