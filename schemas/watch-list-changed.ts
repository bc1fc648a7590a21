// Properties put on a watch list or taken from it, one event for each save.
// Each change is an element, and so a row of the view watch_list_changed__changes.
import { column, defineEvent, Type } from "@tracklake/schema";
import { organisation } from "./contexts/organisation.js";
import { request } from "./contexts/request.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "watch_list_changed",
  description: "A user put properties on a watch list or took them from it.",
  owner: "search",
  answers: ["Which properties are watched by many?", "How long do properties stay on a list?"],
  contexts: [request, user, organisation],
  properties: Type.Object({
    watch_list_id: column.uuid({ description: "The watch list." }),
    changes: Type.Array(
      Type.Object({
        property_id: column.uuid({ description: "The property." }),
        change: Type.Union([Type.Literal("added"), Type.Literal("removed")], { description: "What was done." }),
        note: Type.Optional(Type.String({ maxLength: 1_000, pii: "drop", description: "What the user wrote." })),
      }),
      { minItems: 1, description: "What was changed, in the user's order." },
    ),
    properties_after: Type.Integer({ minimum: 0, description: "Properties on the list after the change." }),
  }),
});
