// Author and committer of a commit.
import type { Committer } from "@octokit/webhooks-types";

/** The person's columns; the address is hashed by the tracker. */
export function gitPerson({ name, email, username }: Committer) {
  return { name, email, username };
}
