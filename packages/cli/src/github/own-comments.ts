// The comments that begin with a mark and that this token's user wrote, oldest first: anybody can write the mark.
import { type GithubApi, type GithubComment, GithubRefusal, type GithubWorld, githubApi } from "./github-api.js";
import type { GithubRun } from "./github-run.js";

/** Who a run's own token writes as. */
const ACTIONS_LOGIN = "github-actions[bot]";

/** The own comments. */
export async function ownComments(
  api: GithubApi,
  pullRequest: number,
  mark: string,
  log: GithubWorld["log"],
): Promise<readonly GithubComment[]> {
  const marked: GithubComment[] = [];
  for await (const comment of api.comments(pullRequest)) if (comment.body.startsWith(mark)) marked.push(comment);
  if (marked.length === 0) return [];
  const login = await loginOf(api, log);
  const own = marked.filter(({ author }) => plain(author) === plain(login));
  const others = marked.length - own.length;
  if (others > 0) log(`${others} comment${others === 1 ? "" : "s"} with the mark, not by ${login}: left alone`);
  return own.sort((a, b) => a.id - b.id);
}

/** What the comment says so far; nothing where there is none, or it cannot be read. */
export async function lastComment(run: GithubRun, mark: string, world: GithubWorld): Promise<string | undefined> {
  const { token, pullRequest } = run;
  if (token === undefined || pullRequest === undefined) return undefined;
  try {
    const [oldest] = await ownComments(githubApi({ ...run, token }, world), pullRequest, mark, () => {});
    return oldest?.body;
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    world.log(`the last comment could not be read (${error.message})`);
    return undefined;
  }
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
