// A milestone of an issue or pull request.
// Its counts are those at the time of the event.
import { column, Type } from "@tracklake/schema";

/** A milestone. */
export function milestone() {
  return Type.Object(
    {
      number: Type.Integer({ description: "Number within the repository." }),
      title: Type.String({ description: "The milestone's title." }),
      state: Type.String({ description: "open or closed." }),
      due_on: Type.Optional(column.timestamp({ description: "When it is due." })),
    },
    { description: "The milestone, if there is one." },
  );
}
