// check_suite: the checks of one app for one commit were requested or ended.
import type { CheckSuiteEvent } from "@octokit/webhooks-types";
import { app } from "../payload/app.js";
import { pullRequestReferences } from "../payload/pull-request-reference.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_check_suite_changed. */
export const checkSuite: Handler<CheckSuiteEvent> = (tracker, delivery, payload) => {
  const { check_suite: suite } = payload;
  tracker.githubCheckSuiteChanged({
    ...source(delivery, payload),
    action: payload.action,
    check_suite_id: suite.id,
    head_branch: suite.head_branch,
    head_sha: suite.head_sha,
    status: suite.status,
    conclusion: suite.conclusion,
    check_runs: suite.latest_check_runs_count,
    app: app(suite.app),
    pull_requests: pullRequestReferences(suite.pull_requests),
    created_at: suite.created_at,
    updated_at: suite.updated_at,
  });
};
