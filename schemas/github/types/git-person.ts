// Author and committer as git keeps them: a name that need not be an account.
// The address is hashed, so that people can be told apart and nobody's address is in the lake.
import { Type } from "@tracklake/schema";

/** An author or committer. */
export function gitPerson(description: string) {
  return Type.Object(
    {
      name: Type.String({ description: "The name in git." }),
      email: Type.Optional(Type.String({ description: "The address in git.", pii: "hash" })),
      username: Type.Optional(Type.String({ description: "The GitHub account, where GitHub knows it." })),
    },
    { description },
  );
}
