// One end of a pull request: a branch at a commit, of a repository.
// The repository is missing when a fork was deleted.
import { Type } from "@tracklake/schema";

/** A branch at a commit. */
export function branch(description: string) {
  return Type.Object(
    {
      ref: Type.String({ description: "The branch." }),
      sha: Type.String({ description: "The commit." }),
      repository: Type.Optional(Type.String({ description: "Owner and name of the repository." })),
    },
    { description },
  );
}
