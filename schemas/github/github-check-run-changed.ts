// A check of a commit was created, ended, or was asked for again.
// Joined with github_check_suite_changed by check_suite_id.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { app } from "./types/app.js";
import { pullRequestReference } from "./types/pull-request-reference.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_check_run_changed",
  description: "A check run was created, ended or was asked for again.",
  owner: "integrations",
  answers: ["Which checks fail?", "How long do checks take?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "created, completed, rerequested or requested_action." }),
    check_run_id: Type.Integer({ description: "GitHub's id of the check run." }),
    check_suite_id: Type.Integer({ description: "GitHub's id of its suite." }),
    name: Type.String({ description: "The check's name." }),
    head_sha: Type.String({ description: "The commit." }),
    status: Type.String({ description: "queued, in_progress or completed." }),
    conclusion: Type.Optional(Type.String({ description: "success, failure…, when it ended." })),
    started_at: column.timestamp({ description: "When it began." }),
    completed_at: Type.Optional(column.timestamp({ description: "When it ended." })),
    annotations: Type.Integer({ minimum: 0, description: "Remarks on lines of code." }),
    app: app(),
    pull_requests: Type.Array(pullRequestReference(), { description: "Pull requests of the commit." }),
  }),
});
