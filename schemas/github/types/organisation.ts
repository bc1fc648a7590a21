// A GitHub organisation as events carry it.
// Present when the webhook belongs to one.
import { Type } from "@tracklake/schema";

/** The organisation to which a webhook belongs. */
export function organisation() {
  return Type.Object(
    {
      id: Type.Integer({ description: "GitHub's id of the organisation." }),
      login: Type.String({ description: "The organisation's public name." }),
    },
    { description: "The organisation of the repository or webhook." },
  );
}
