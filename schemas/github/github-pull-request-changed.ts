// A pull request was opened, labelled, merged, closed…
// The state is the one after the change; labels are rows of github_pull_request_changed__labels.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { account } from "./types/account.js";
import { branch } from "./types/branch.js";
import { label } from "./types/label.js";
import { milestone } from "./types/milestone.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_pull_request_changed",
  description: "Something was done to a pull request.",
  owner: "integrations",
  answers: ["How long do pull requests stay open?", "How large are they?", "Which labels are used?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "What was done, such as opened or labeled." }),
    pull_request_id: Type.Integer({ description: "GitHub's id of the pull request." }),
    number: Type.Integer({ minimum: 1, description: "Number within the repository." }),
    title: Type.String({ description: "The title after the change." }),
    state: Type.Union([Type.Literal("open"), Type.Literal("closed")], { description: "Open or closed." }),
    draft: Type.Boolean({ description: "Whether it is a draft." }),
    merged: Type.Boolean({ description: "Whether it was merged." }),
    author: account("Who opened it."),
    author_association: Type.String({ description: "What the author is to the repository, such as OWNER." }),
    head: branch("What is to be merged."),
    base: branch("What it is merged into."),
    labels: Type.Array(label(), { description: "Its labels after the change." }),
    assignees: Type.Array(account("An assignee."), { description: "Who is to work on it." }),
    requested_reviewers: Type.Array(account("A reviewer."), { description: "Who was asked for a review." }),
    milestone: Type.Optional(milestone()),
    commits: Type.Integer({ minimum: 0, description: "How many commits it had after the change." }),
    additions: Type.Integer({ minimum: 0, unit: "lines", description: "Lines added." }),
    deletions: Type.Integer({ minimum: 0, unit: "lines", description: "Lines deleted." }),
    changed_files: Type.Integer({ minimum: 0, description: "Files changed." }),
    comments: Type.Integer({
      minimum: 0,
      description: "How many comments it had after the change, without those on lines of code.",
    }),
    opened_at: column.timestamp({ description: "When it was opened." }),
    closed_at: Type.Optional(column.timestamp({ description: "When it was closed." })),
    merged_at: Type.Optional(column.timestamp({ description: "When it was merged." })),
  }),
});
