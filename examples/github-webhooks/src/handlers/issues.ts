// issues: something was done to an issue.
import type { IssuesEvent } from "@octokit/webhooks-types";
import { account, accounts } from "../payload/account.js";
import { labels, milestone } from "../payload/label.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_issue_changed. */
export const issues: Handler<IssuesEvent> = (tracker, delivery, payload) => {
  const { issue } = payload;
  tracker.githubIssueChanged({
    ...source(delivery, payload),
    action: payload.action,
    issue_id: issue.id,
    number: issue.number,
    title: issue.title,
    state: issue.state,
    author: account(issue.user),
    author_association: issue.author_association,
    labels: labels(issue.labels),
    assignees: accounts(issue.assignees),
    milestone: milestone(issue.milestone),
    comments: issue.comments,
    reactions: reactions(issue.reactions),
    opened_at: issue.created_at,
    closed_at: issue.closed_at,
  });
};

function reactions(from: IssuesEvent["issue"]["reactions"] | undefined) {
  return from && { total_count: from.total_count, heart: from.heart, rocket: from.rocket, eyes: from.eyes };
}
