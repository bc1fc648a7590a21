// Every delivery of a GitHub webhook, whatever its kind.
// The kinds that people ask about have events of their own beside it.
import { defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { account } from "./types/account.js";
import { organisation } from "./types/organisation.js";
import { repository } from "./types/repository.js";

export default defineEvent({
  name: "github_webhook_received",
  description: "GitHub delivered a webhook.",
  owner: "integrations",
  answers: ["Which events arrive, and how many?", "Who is active in which repository?"],
  contexts: [request],
  properties: Type.Object({
    delivery: Type.String({ description: "GitHub's id of the delivery (X-GitHub-Delivery)." }),
    event: Type.String({ description: "The webhook's event (X-GitHub-Event), such as push." }),
    action: Type.Optional(Type.String({ description: "What was done, such as opened, where the event has actions." })),
    repository: Type.Optional(repository("The repository, where there is one.")),
    organisation: Type.Optional(organisation()),
    sender: Type.Optional(account("Who caused the event, where GitHub says so.")),
    installation_id: Type.Optional(Type.Integer({ description: "The GitHub App's installation." })),
  }),
});
