// The labels of a pull request as they are now: a job that is run again still carries those of its first run.
import { GithubRefusal, type GithubWorld, githubApi } from "./github-api.js";
import type { GithubRun } from "./github-run.js";

/** The labels; where GitHub does not say, those that the run was triggered with. */
export async function pullRequestLabels(run: GithubRun, world: GithubWorld): Promise<readonly string[]> {
  const { token, pullRequest } = run;
  if (token === undefined || pullRequest === undefined) return run.labels;
  try {
    return await githubApi({ ...run, token }, world).labels(pullRequest);
  } catch (error) {
    if (!(error instanceof GithubRefusal)) throw error;
    world.log(`the labels could not be read (${error.message}); those of the run's start are used`);
    return run.labels;
  }
}
