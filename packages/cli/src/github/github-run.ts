// What GitHub Actions says of the run in its environment: repository, pull request, token, labels, where summaries go.
// Source: docs.github.com, "Variables reference" and "Webhook events and payloads".
import { readFile } from "node:fs/promises";
import { CliError } from "../errors.js";

/** A run of GitHub Actions. */
export interface GithubRun {
  /** Such as `https://api.github.com`; GitHub Enterprise Server has its own. */
  readonly api: string;
  readonly graphql: string;
  /** `owner/name` of the repository that the pull request is against. */
  readonly repository: string;
  /** Absent where no token was given. */
  readonly token?: string;
  /** Absent where the run is of no pull request. */
  readonly pullRequest?: number;
  /** Labels when the run was triggered: a run that is repeated still has the old ones. */
  readonly labels: readonly string[];
  /** The label whose setting started the run. */
  readonly labelSet?: string;
  /** The file that the job's summary is written to. */
  readonly summaryFile?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment.
 *
 * @throws CliError `wrong-use` outside of GitHub Actions.
 */
export async function githubRun(env: Environment): Promise<GithubRun> {
  const repository = env.GITHUB_REPOSITORY;
  if (!repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new CliError(
      "wrong-use",
      "--comment github works in GitHub Actions, which sets GITHUB_REPOSITORY. Elsewhere use --format markdown.",
    );
  }
  const payload = await eventPayload(env.GITHUB_EVENT_PATH);
  const number = numberOf(payload) ?? Number(/^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? "")?.[1] ?? Number.NaN);
  const token = env.GITHUB_TOKEN || env.GH_TOKEN;
  return {
    api: (env.GITHUB_API_URL || "https://api.github.com").replace(/\/+$/, ""),
    graphql: env.GITHUB_GRAPHQL_URL || "https://api.github.com/graphql",
    repository,
    ...(token ? { token } : {}),
    ...(Number.isSafeInteger(number) && number > 0 ? { pullRequest: number } : {}),
    labels: labelsOf(payload),
    ...(payload.action === "labeled" && typeof payload.label?.name === "string"
      ? { labelSet: payload.label.name }
      : {}),
    ...(env.GITHUB_STEP_SUMMARY ? { summaryFile: env.GITHUB_STEP_SUMMARY } : {}),
  };
}

interface Payload {
  readonly action?: unknown;
  readonly label?: { readonly name?: unknown } | null;
  readonly number?: unknown;
  readonly issue?: { readonly number?: unknown; readonly pull_request?: unknown };
  readonly pull_request?: { readonly number?: unknown; readonly labels?: unknown };
}

async function eventPayload(path: string | undefined): Promise<Payload> {
  if (!path) return {};
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch (cause) {
    throw new CliError("wrong-use", `GITHUB_EVENT_PATH names ${path}, which cannot be read as JSON.`, { cause });
  }
}

function numberOf({ pull_request, issue }: Payload): number | undefined {
  const number = pull_request?.number ?? (issue?.pull_request ? issue.number : undefined);
  return typeof number === "number" ? number : undefined;
}

function labelsOf({ pull_request }: Payload): string[] {
  const labels = Array.isArray(pull_request?.labels) ? pull_request.labels : [];
  return labels.flatMap((label: { name?: unknown } | null) => (typeof label?.name === "string" ? [label.name] : []));
}
