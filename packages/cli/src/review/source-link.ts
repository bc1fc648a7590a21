// Where a line of the project's files is shown in the browser, from what CI says of the repository and the commit.
// Sources: docs.github.com, "Variables reference" and "Webhook events and payloads"; docs.gitlab.com, "Predefined CI/CD variables".
import { readFileSync } from "node:fs";
import type { PlaceLink } from "@tracklake/review";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The link to a place; absent outside of a CI that is known.
 *
 * @param folder - The project's folder within its repository, such as `services/billing/`.
 * @example
 * sourceLink({ CI_PROJECT_URL: "https://gitlab.com/acme/shop", CI_COMMIT_SHA: "0123abc" }, "");
 */
export function sourceLink(env: Environment, folder: string): PlaceLink | undefined {
  const base = githubBase(env) ?? gitlabBase(env);
  if (base === undefined) return undefined;
  return ({ file, line }) => {
    const path = `${folder}${file.replaceAll("\\", "/")}`.split("/").map(encoded).join("/");
    return `${base}/${path}#L${line}`;
  };
}

/** `encodeURIComponent` leaves parentheses, which end a link of Markdown. */
function encoded(part: string): string {
  return encodeURIComponent(part).replace(/[()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

function githubBase(env: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server = "", GITHUB_REPOSITORY: repository = "" } = env;
  // A run of a pull request has the commit of a merge that nobody sees; the branch's own is in the event.
  const commit = headCommit(env.GITHUB_EVENT_PATH) ?? env.GITHUB_SHA ?? "";
  if (!isAddress(server) || !/^[\w.-]+\/[\w.-]+$/.test(repository) || !isCommit(commit)) return undefined;
  return `${server}/${repository}/blob/${commit}`;
}

function gitlabBase(env: Environment): string | undefined {
  const { CI_PROJECT_URL: project = "" } = env;
  const commit = env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA || "";
  return isAddress(project) && isCommit(commit) ? `${project}/-/blob/${commit}` : undefined;
}

interface Payload {
  readonly pull_request?: { readonly head?: { readonly sha?: unknown } };
}

function headCommit(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    const payload = JSON.parse(readFileSync(path, "utf8")) as Payload | null;
    const sha = payload?.pull_request?.head?.sha;
    return typeof sha === "string" ? sha : undefined;
  } catch {
    // A link to the merge's commit is good enough, and what reads the event for more says what is wrong with it.
    return undefined;
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[\w.:/~-]+$/.test(text);
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{7,64}$/.test(text);
}
