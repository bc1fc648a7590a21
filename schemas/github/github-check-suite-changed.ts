// The checks of one app for one commit, together.
// Single checks are github_check_run_changed.
import { column, defineEvent, Type } from "@tracklake/schema";
import { request } from "../contexts/request.js";
import { app } from "./types/app.js";
import { pullRequestReference } from "./types/pull-request-reference.js";
import { source } from "./types/source.js";

export default defineEvent({
  name: "github_check_suite_changed",
  description: "A check suite was requested, asked for again, or ended.",
  owner: "integrations",
  answers: ["How often are all checks green?"],
  contexts: [request],
  properties: Type.Object({
    ...source(),
    action: Type.String({ description: "requested, rerequested or completed." }),
    check_suite_id: Type.Integer({ description: "GitHub's id of the suite." }),
    head_branch: Type.Optional(Type.String({ description: "The branch." })),
    head_sha: Type.String({ description: "The commit." }),
    status: Type.Optional(Type.String({ description: "queued, in_progress or completed." })),
    conclusion: Type.Optional(Type.String({ description: "success, failure…, when it ended." })),
    check_runs: Type.Integer({ minimum: 0, description: "Check runs in the suite." }),
    app: app(),
    pull_requests: Type.Array(pullRequestReference(), { description: "Pull requests of the commit." }),
    created_at: column.timestamp({ description: "When it was created." }),
    updated_at: column.timestamp({ description: "When it was last updated." }),
  }),
});
