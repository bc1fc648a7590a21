// GitHub's repository, as the events' repository: ten of its ninety fields.
import type { Repository } from "@octokit/webhooks-types";
import { moment } from "./moment.js";

/** What is read of a repository; some payloads hold less than GitHub documents. */
export type PayloadRepository = Pick<
  Repository,
  | "id"
  | "name"
  | "full_name"
  | "private"
  | "language"
  | "default_branch"
  | "stargazers_count"
  | "open_issues_count"
  | "pushed_at"
> & { readonly topics?: readonly string[] };

/** The repository's columns. */
export function repository(from: PayloadRepository) {
  return {
    id: from.id,
    name: from.name,
    full_name: from.full_name,
    private: from.private,
    language: from.language,
    default_branch: from.default_branch,
    stargazers_count: from.stargazers_count,
    open_issues_count: from.open_issues_count,
    pushed_at: moment(from.pushed_at),
    topics: from.topics,
  };
}
