// EVENT_METADATA_CHANGED: words about the event, none of which a value has to satisfy.
import { always, type Rule, stored } from "./rule.js";

/** What is said of an event, not of its values. */
export const eventMetadataChanged: Rule<"EVENT_METADATA_CHANGED"> = {
  id: "EVENT_METADATA_CHANGED",
  finds:
    "An event's or a context's description, or an event's owner, questions, deprecation, retention, expiry or examples changed.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "No value has to satisfy it.",
    wayOut: "Nothing is to be done.",
  }),
};
