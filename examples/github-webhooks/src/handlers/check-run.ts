// check_run: a check was created, ended, or was asked for again.
import type { CheckRunEvent } from "@octokit/webhooks-types";
import { app } from "../payload/app.js";
import { pullRequestReferences } from "../payload/pull-request-reference.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_check_run_changed. */
export const checkRun: Handler<CheckRunEvent> = (tracker, delivery, payload) => {
  const { check_run: run } = payload;
  tracker.githubCheckRunChanged({
    ...source(delivery, payload),
    action: payload.action,
    check_run_id: run.id,
    check_suite_id: run.check_suite.id,
    name: run.name,
    head_sha: run.head_sha,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.started_at,
    completed_at: run.completed_at,
    annotations: run.output.annotations_count,
    app: app(run.app),
    pull_requests: pullRequestReferences(run.pull_requests),
  });
};
