// pull_request: something was done to a pull request.
import type { PullRequest, PullRequestEvent } from "@octokit/webhooks-types";
import { account, accounts } from "../payload/account.js";
import { labels, milestone } from "../payload/label.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_pull_request_changed. */
export const pullRequest: Handler<PullRequestEvent> = (tracker, delivery, payload) => {
  const { pull_request: pull } = payload;
  tracker.githubPullRequestChanged({
    ...source(delivery, payload),
    action: payload.action,
    pull_request_id: pull.id,
    number: pull.number,
    title: pull.title,
    state: pull.state,
    draft: pull.draft,
    merged: pull.merged ?? false,
    author: account(pull.user),
    author_association: pull.author_association,
    head: branch(pull.head),
    base: branch(pull.base),
    labels: labels(pull.labels),
    assignees: accounts(pull.assignees),
    requested_reviewers: accounts(pull.requested_reviewers),
    milestone: milestone(pull.milestone),
    commits: pull.commits,
    additions: pull.additions,
    deletions: pull.deletions,
    changed_files: pull.changed_files,
    comments: pull.comments,
    opened_at: pull.created_at,
    closed_at: pull.closed_at,
    merged_at: pull.merged_at,
  });
};

function branch({ ref, sha, repo }: PullRequest["head"] | PullRequest["base"]) {
  return { ref, sha, repository: repo?.full_name };
}
