// A label of an issue or pull request.
// Elements of `labels`, and so rows of the views <event>__labels.
import { Type } from "@tracklake/schema";

/** A label. */
export function label() {
  return Type.Object({
    id: Type.Integer({ description: "GitHub's id of the label." }),
    name: Type.String({ description: "The label's text." }),
    color: Type.Optional(Type.String({ description: "Six hexadecimal digits." })),
    default: Type.Optional(Type.Boolean({ description: "Whether GitHub made it for every repository." })),
  });
}
