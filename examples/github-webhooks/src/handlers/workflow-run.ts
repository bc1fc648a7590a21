// workflow_run: a run of a workflow was requested, began or ended.
import type { WorkflowRunEvent } from "@octokit/webhooks-types";
import { gitPerson } from "../payload/git-person.js";
import { pullRequestReferences } from "../payload/pull-request-reference.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_workflow_run_changed. */
export const workflowRun: Handler<WorkflowRunEvent> = (tracker, delivery, payload) => {
  const { workflow, workflow_run: run } = payload;
  const { id, message, timestamp, author } = run.head_commit;
  tracker.githubWorkflowRunChanged({
    ...source(delivery, payload),
    action: payload.action,
    run_id: run.id,
    run_number: run.run_number,
    run_attempt: run.run_attempt,
    workflow: { id: workflow.id, name: workflow.name, path: workflow.path },
    trigger: run.event,
    status: run.status,
    conclusion: run.conclusion,
    head_branch: run.head_branch,
    head_commit: { id, message, timestamp, author: gitPerson(author) },
    pull_requests: pullRequestReferences(run.pull_requests),
    started_at: run.run_started_at,
    updated_at: run.updated_at,
  });
};
