// A pull request as checks and workflow runs refer to it.
// Elements of `pull_requests`.
import { Type } from "@tracklake/schema";

/** A reference to a pull request, with its branches. */
export function pullRequestReference() {
  return Type.Object({
    id: Type.Integer({ description: "GitHub's id of the pull request." }),
    number: Type.Integer({ description: "Number within the repository." }),
    head_ref: Type.String({ description: "The branch to be merged." }),
    base_ref: Type.String({ description: "The branch merged into." }),
  });
}
