// One comment on a pull request, found again by a hidden mark and its author, updated in place, created when absent.
// Where the token may not write (forks, read-only tokens), the job's summary takes its place.
import { appendFile } from "node:fs/promises";
import { type GithubApi, type GithubComment, GithubRefusal, type GithubWorld, githubApi } from "./github-api.js";
import type { GithubRun } from "./github-run.js";
import { ownComments } from "./own-comments.js";

/** What was done with a comment. */
export interface Posted {
  readonly where: "created" | "updated" | "unchanged" | "not-needed" | "summary" | "nowhere";
  /** The comment's address. */
  readonly url?: string;
}

/** What is to be posted. */
export interface CommentToPost {
  /** The hidden mark, which the body begins with. */
  readonly mark: string;
  readonly body: string;
  /** Whether an absent comment is worth creating; one that is there is always updated. */
  readonly worthCreating: boolean;
}

/** Posts a comment, or writes it to the job's summary; it does not throw for what GitHub refuses. */
export async function postComment(run: GithubRun, comment: CommentToPost, world: GithubWorld): Promise<Posted> {
  const { token, pullRequest } = run;
  if (pullRequest === undefined) return toSummary(run, comment, world, "this run is of no pull request");
  if (token === undefined) return toSummary(run, comment, world, "no token was given (GITHUB_TOKEN)");
  try {
    return await written(githubApi({ ...run, token }, world), pullRequest, comment, world);
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    return toSummary(run, comment, world, `GitHub refused the comment: ${error.message}${advice(error)}`);
  }
}

async function written(
  api: GithubApi,
  pullRequest: number,
  { mark, body, worthCreating }: CommentToPost,
  { log }: GithubWorld,
): Promise<Posted> {
  const [own, ...more] = await ownComments(api, pullRequest, mark, log);
  if (own) {
    await withdraw(api, more, body, log);
    if (own.body.trimEnd() === body.trimEnd()) {
      log(`the comment is as it should be: ${own.url}`);
      return { where: "unchanged", url: own.url };
    }
    const url = (await api.update(own.id, body)) || own.url;
    log(`updated the comment ${url}`);
    return { where: "updated", url };
  }
  if (!worthCreating) {
    log("nothing differs, and no comment is there: none was written");
    return { where: "not-needed" };
  }
  const url = await api.create(pullRequest, body);
  // Another run may have written one since: the oldest stays, in the words of the run that came last.
  const [oldest, ...others] = await ownComments(api, pullRequest, mark, () => {});
  if (oldest && others.length > 0) {
    await withdraw(api, others, body, log);
    if (oldest.body.trimEnd() !== body.trimEnd()) await api.update(oldest.id, body);
    log(`another run commented at the same time; updated the comment ${oldest.url}`);
    return { where: "updated", url: oldest.url };
  }
  log(`wrote the comment ${url}`);
  return { where: "created", url };
}

/** One comment is enough; one that may not be deleted says at least what the other says. */
async function withdraw(api: GithubApi, comments: readonly GithubComment[], body: string, log: GithubWorld["log"]) {
  for (const { id, url } of comments) {
    try {
      await api.remove(id);
      log(`deleted the comment ${url}, which was one too many`);
    } catch (error) {
      if (!(error instanceof GithubRefusal)) throw error;
      // The run beside this one was faster.
      if (error.status === 404) continue;
      log(`the comment ${url} is one too many and could not be deleted (${error.message}); updated it`);
      await api.update(id, body);
    }
  }
}

function advice({ status }: GithubRefusal): string {
  if (status === 403 || status === 401)
    return " Give the job `permissions: pull-requests: write`; forks never have it.";
  return status === 404 ? " Does the token see this repository?" : "";
}

async function toSummary(
  { summaryFile }: GithubRun,
  { body }: CommentToPost,
  { log }: GithubWorld,
  why: string,
): Promise<Posted> {
  if (summaryFile === undefined) {
    log(`${why}; there is no job summary either (GITHUB_STEP_SUMMARY)`);
    return { where: "nowhere" };
  }
  await appendFile(summaryFile, `${body}\n`);
  log(`${why}; the review is in the job's summary instead`);
  return { where: "summary" };
}
