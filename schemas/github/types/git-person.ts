// Author and committer as git keeps them: a name that need not be an account.
// The address is hashed, so that nobody's address is in the lake; names are public, with the commits that carry them.
import { Type } from "@tracklake/schema";

/** An author or committer. */
export function gitPerson(description: string) {
  return Type.Object(
    {
      name: Type.String({ pii: false, description: "The name in git." }),
      email: Type.Optional(Type.String({ description: "The address in git.", pii: "hash" })),
      username: Type.Optional(Type.String({ pii: false, description: "The GitHub account, where GitHub knows it." })),
    },
    { description },
  );
}
