// One comment on a pull request, found again by a hidden mark and its author, updated in place, created when absent.
// Where the token may not write (forks, read-only tokens), the job's summary takes its place.
import { appendFile } from "node:fs/promises";
import { type GithubApi, type GithubComment, GithubRefusal, type GithubWorld, githubApi } from "./github-api.js";
import type { GithubRun } from "./github-run.js";

/** Who a run's own token writes as. */
const ACTIONS_LOGIN = "github-actions[bot]";

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
  const own = await ownComment(api, pullRequest, mark, log);
  if (own?.body.trimEnd() === body.trimEnd()) {
    log(`the comment is as it should be: ${own.url}`);
    return { where: "unchanged", url: own.url };
  }
  if (own) {
    const url = (await api.update(own.id, body)) || own.url;
    log(`updated the comment ${url}`);
    return { where: "updated", url };
  }
  if (!worthCreating) {
    log("nothing differs, and no comment is there: none was written");
    return { where: "not-needed" };
  }
  const url = await api.create(pullRequest, body);
  log(`wrote the comment ${url}`);
  return { where: "created", url };
}

/** The newest comment that begins with the mark and that this token's user wrote: anybody can write the mark. */
async function ownComment(
  api: GithubApi,
  pullRequest: number,
  mark: string,
  log: GithubWorld["log"],
): Promise<GithubComment | undefined> {
  const marked: GithubComment[] = [];
  for await (const comment of api.comments(pullRequest)) if (comment.body.startsWith(mark)) marked.push(comment);
  if (marked.length === 0) return undefined;
  const login = await loginOf(api, log);
  const own = marked.filter(({ author }) => plain(author) === plain(login));
  const others = marked.length - own.length;
  if (others > 0) log(`${others} comment${others === 1 ? "" : "s"} with the mark, not by ${login}: left alone`);
  return own.at(-1);
}

async function loginOf(api: GithubApi, log: GithubWorld["log"]): Promise<string> {
  try {
    return await api.login();
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    log(`who the token belongs to is not known (${error.message}); taken for ${ACTIONS_LOGIN}`);
    return ACTIONS_LOGIN;
  }
}

/** The two APIs write a bot's login differently: `github-actions` and `github-actions[bot]`. */
function plain(login: string): string {
  return login.replace(/\[bot\]$/, "").toLowerCase();
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
