// push: commits arrived at a branch or tag.
import type { Commit, PushEvent } from "@octokit/webhooks-types";
import { gitPerson } from "../payload/git-person.js";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_push_received. */
export const push: Handler<PushEvent> = (tracker, delivery, payload) => {
  const { head_commit: head } = payload;
  tracker.githubPushReceived({
    ...source(delivery, payload),
    ref: payload.ref,
    before: payload.before,
    after: payload.after,
    created: payload.created,
    deleted: payload.deleted,
    forced: payload.forced,
    pusher: payload.pusher.name,
    head_commit: head && { id: head.id, message: head.message, timestamp: head.timestamp },
    commits: payload.commits.map(commit),
  });
};

function commit({ id, message, timestamp, distinct, author, committer, added, modified, removed }: Commit) {
  const people = { author: gitPerson(author), committer: gitPerson(committer) };
  return { id, message, timestamp, distinct, ...people, added, modified, removed };
}
