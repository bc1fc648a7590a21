// An issue was opened, labelled, assigned, closed…
// The state is the one after the change; labels are rows of github_issue_changed__labels.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { account } from "./types/account.js";
import { label } from "./types/label.js";
import { milestone } from "./types/milestone.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_issue_changed",
  description: "Something was done to an issue.",
  owner: "integrations",
  answers: ["Which labels do issues get?", "How long do issues stay open?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "What was done, such as opened or labeled." }),
    issue_id: Type.Integer({ description: "GitHub's id of the issue." }),
    number: Type.Integer({ minimum: 1, description: "Number within the repository." }),
    title: Type.String({ description: "The title after the change." }),
    state: Type.Optional(Type.String({ description: "open or closed." })),
    author: account("Who opened it."),
    author_association: Type.String({ description: "What the author is to the repository, such as OWNER." }),
    labels: Type.Array(label(), { description: "Its labels after the change." }),
    assignees: Type.Array(account("An assignee."), { description: "Who is to work on it." }),
    milestone: Type.Optional(milestone()),
    comments: Type.Integer({ minimum: 0, description: "How many comments it had after the change." }),
    reactions: Type.Optional(
      Type.Object(
        {
          total_count: Type.Integer({ minimum: 0, description: "All reactions." }),
          heart: Type.Integer({ minimum: 0, description: "Hearts." }),
          rocket: Type.Integer({ minimum: 0, description: "Rockets." }),
          eyes: Type.Integer({ minimum: 0, description: "Eyes." }),
        },
        { description: "Reactions to the issue." },
      ),
    ),
    opened_at: column.timestamp({ description: "When it was opened." }),
    closed_at: Type.Optional(column.timestamp({ description: "When it was closed." })),
  }),
});
