// pull_request_review: a review was submitted, edited or dismissed.
import type { PullRequestReviewEvent } from "@octokit/webhooks-types";
import { account } from "../payload/account.js";
import { labels } from "../payload/label.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_review_changed. */
export const pullRequestReview: Handler<PullRequestReviewEvent> = (tracker, delivery, payload) => {
  const { review, pull_request: pull } = payload;
  tracker.githubReviewChanged({
    ...source(delivery, payload),
    action: payload.action,
    review_id: review.id,
    state: review.state,
    reviewer: account(review.user),
    commit: review.commit_id,
    submitted_at: review.submitted_at,
    pull_request: {
      id: pull.id,
      number: pull.number,
      title: pull.title,
      author: account(pull.user),
      opened_at: pull.created_at,
      labels: labels(pull.labels),
    },
  });
};
