// A run of a GitHub Actions workflow was requested, began or ended.
// Times are moments, so that durations are a subtraction.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { gitPerson } from "./types/git-person.js";
import { pullRequestReference } from "./types/pull-request-reference.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_workflow_run_changed",
  description: "A run of a workflow was requested, began or ended.",
  owner: "integrations",
  answers: ["Which workflows fail?", "How long do they take?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "requested, in_progress or completed." }),
    run_id: Type.Integer({ description: "GitHub's id of the run." }),
    run_number: Type.Integer({ minimum: 1, description: "Number of the run within the workflow." }),
    run_attempt: Type.Integer({ minimum: 1, description: "1 for the first attempt." }),
    workflow: Type.Object(
      {
        id: Type.Integer({ description: "GitHub's id of the workflow." }),
        name: Type.String({ description: "The workflow's name." }),
        path: Type.String({ description: "Its file." }),
      },
      { description: "The workflow." },
    ),
    trigger: Type.String({ description: "The event that triggered the run, such as push." }),
    status: Type.String({ description: "requested, in_progress, completed…" }),
    conclusion: Type.Optional(Type.String({ description: "success, failure…, when it ended." })),
    head_branch: Type.Optional(Type.String({ description: "The branch." })),
    head_commit: Type.Object(
      {
        id: Type.String({ description: "SHA of the commit." }),
        message: Type.String({ description: "The commit's message." }),
        timestamp: column.timestamp({ description: "When it was committed." }),
        author: gitPerson("Who wrote it."),
      },
      { description: "The commit that it ran on." },
    ),
    pull_requests: Type.Array(pullRequestReference(), { description: "Pull requests of the branch." }),
    started_at: column.timestamp({ description: "When this attempt started." }),
    updated_at: column.timestamp({ description: "When it was last updated." }),
  }),
});
