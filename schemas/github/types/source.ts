// What every GitHub event says of its origin: the delivery, the repository, who caused it.
// Spread into the properties, so that the columns have the same names in every table.
import { Type } from "@tracklake/schema";
import { account } from "./account.js";
import { organisation } from "./organisation.js";
import { repository } from "./repository.js";

/** The properties that all events of a repository share. */
export function source() {
  return {
    delivery: Type.String({ description: "The webhook's delivery, the same as in github_webhook_received." }),
    repository: repository("The repository in which it happened."),
    organisation: Type.Optional(organisation()),
    sender: Type.Optional(account("Who caused it.")),
  };
}
