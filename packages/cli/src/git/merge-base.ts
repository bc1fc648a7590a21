// What a change is compared with: the commit where its branch left the branch that it goes to.
// A shallow clone may not hold that commit; the message says how to fetch it, since CI clones are shallow by default.
import { CliError } from "../errors.js";
import { folderInRepository } from "./folder.js";
import { gitLine } from "./git.js";

/** The commit that a change starts from. */
export interface MergeBase {
  /** As it was named, or as it was found: `origin/main`. */
  readonly ref: string;
  /** The merge base's hash. */
  readonly commit: string;
  /** Absolute path of the repository's folder. */
  readonly top: string;
  /** The project's folder within it, such as `services/billing/`; empty at the top. */
  readonly prefix: string;
}

/** Which ref to compare with. */
export interface MergeBaseOptions {
  /** Anything that `git rev-parse` understands. @default the branch that the change goes to, as CI or the remote says */
  readonly ref?: string | undefined;
  /** Whether the caller can do nothing without a base. @default there may be none */
  readonly required?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const REMEDY =
  "In GitHub Actions give actions/checkout `fetch-depth: 0` (GitLab: GIT_DEPTH: 0), or run git fetch --unshallow.";

/**
 * Finds the merge base of a ref with HEAD.
 *
 * @param root - Absolute path of a folder of the repository.
 * @returns `undefined` where nothing was named or required and there is no repository, no commit, or no branch to compare with.
 * @throws CliError `base-unknown` for a ref that is not there, `base-missing` where the histories do not meet, where a
 * shallow clone holds no branch to compare with, and where a base that is required is not there.
 */
export async function mergeBase(
  root: string,
  { ref, env, required = false }: MergeBaseOptions,
): Promise<MergeBase | undefined> {
  const target = ref ?? (env.GITHUB_BASE_REF || env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME || undefined);
  const names =
    target === undefined ? defaults : ref === undefined ? [`origin/${target}`, target] : [target, `origin/${target}`];
  const top = await gitLine(root, "rev-parse", "--show-toplevel");
  const head = await commitOf(root, "HEAD");
  for (const name of head === undefined ? [] : names) {
    const commit = await commitOf(root, name);
    if (commit === undefined || head === undefined || top === undefined) continue;
    const prefix = await folderInRepository(root);
    return { ref: name, commit: await meeting(root, name, commit, head), top, prefix };
  }
  // What a shallow clone does not hold is not known to be absent: saying that nothing differs would be a guess.
  if (await isShallow(root)) {
    const what = target ?? "the branch that the change goes to";
    throw new CliError("base-missing", `This clone is shallow and does not hold ${what}.\n${REMEDY}`);
  }
  if (target === undefined && !required) return undefined;
  if (top === undefined || head === undefined || target === undefined) {
    throw new CliError("base-missing", `There is no base to compare with: ${whyNone(root, { top, head })}\n${WITHOUT}`);
  }
  const from = ref === undefined ? "CI says that the change goes to" : "--base names";
  throw new CliError(
    "base-unknown",
    `${from} "${target}", which is no commit of ${root}. Fetch it (git fetch origin ${target}), or name another with --base.`,
  );
}

const WITHOUT = "Name a ref after --base; check without --base judges everything that is not published yet.";

/** Git that refuses a folder, such as one of another owner in a container, looks as if there were no repository. */
function whyNone(root: string, found: Readonly<Record<"top" | "head", string | undefined>>): string {
  if (found.top === undefined) return `git knows no repository at ${root} (git -C ${root} status says why).`;
  if (found.head === undefined) return `the repository of ${root} has no commit yet.`;
  return `the repository of ${root} has none of ${defaults.join(", ")}.`;
}

const defaults: readonly string[] = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

async function meeting(root: string, ref: string, commit: string, head: string): Promise<string> {
  const found = await gitLine(root, "merge-base", commit, head);
  if (found !== undefined) return found.split("\n")[0] ?? found;
  if (await isShallow(root)) {
    throw new CliError("base-missing", `This clone is shallow: it does not hold where HEAD left ${ref}.\n${REMEDY}`);
  }
  throw new CliError(
    "base-missing",
    `HEAD and ${ref} have no commit in common. Name a ref of the same history with --base.`,
  );
}

/** A ref's commit. */
export async function commitOf(root: string, ref: string): Promise<string | undefined> {
  return gitLine(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
}

async function isShallow(root: string): Promise<boolean> {
  return (await gitLine(root, "rev-parse", "--is-shallow-repository")) === "true";
}
