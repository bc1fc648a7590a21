// Labels and milestones of issues and pull requests.
import type { Label, Milestone } from "@octokit/webhooks-types";
import { moment } from "./moment.js";

/** The labels' columns; some payloads have none. */
export function labels(list: readonly Label[] | undefined) {
  return (list ?? []).map(({ id, name, color, default: ofGitHub }) => ({ id, name, color, default: ofGitHub }));
}

/** The milestone's columns. */
export function milestone(from: Milestone | null | undefined) {
  return from && { number: from.number, title: from.title, state: from.state, due_on: moment(from.due_on) };
}
