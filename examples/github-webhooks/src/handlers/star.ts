// star: a repository got a star or lost one.
import type { StarEvent } from "@octokit/webhooks-types";
import { source } from "../payload/source.js";
import type { Handler } from "./handle.js";

/** Tracks github_star_changed. */
export const star: Handler<StarEvent> = (tracker, delivery, payload) => {
  tracker.githubStarChanged({
    ...source(delivery, payload),
    action: payload.action,
    starred_at: payload.starred_at,
  });
};
