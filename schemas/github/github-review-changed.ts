// A review of a pull request was submitted, edited or dismissed.
// Joined with github_pull_request_changed by pull_request_id.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { account } from "./types/account.js";
import { label } from "./types/label.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_review_changed",
  description: "A review of a pull request was submitted, edited or dismissed.",
  owner: "integrations",
  answers: ["Who reviews?", "How long does a first review take?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "submitted, edited or dismissed." }),
    review_id: Type.Integer({ description: "GitHub's id of the review." }),
    state: Type.String({ description: "approved, changes_requested, commented or dismissed." }),
    reviewer: account("Who reviewed."),
    commit: Type.String({ description: "The commit that was reviewed." }),
    submitted_at: Type.Optional(column.timestamp({ description: "When it was submitted." })),
    pull_request: Type.Object(
      {
        id: Type.Integer({ description: "GitHub's id of the pull request." }),
        number: Type.Integer({ description: "Number within the repository." }),
        title: Type.String({ description: "The title." }),
        author: account("Who opened it."),
        opened_at: column.timestamp({ description: "When it was opened." }),
        labels: Type.Array(label(), { description: "Its labels." }),
      },
      { description: "The pull request." },
    ),
  }),
});
