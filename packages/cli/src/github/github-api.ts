// The few calls of GitHub's REST API that a comment takes, by Node's own fetch, with retries where GitHub asks for them.
// Source: docs.github.com/en/rest/using-the-rest-api: "Rate limits", "Best practices", "Using pagination".
import type { GithubRun } from "./github-run.js";

/** A comment on a pull request, as far as it is read. */
export interface GithubComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly url: string;
}

/** What GitHub refused: the status, and its own words. */
export class GithubRefusal extends Error {
  override readonly name = "GithubRefusal";
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** The calls. */
export interface GithubApi {
  /** The login that comments are written under. */
  login(): Promise<string>;
  labels(pullRequest: number): Promise<string[]>;
  comments(pullRequest: number): AsyncIterable<GithubComment>;
  create(pullRequest: number, body: string): Promise<string>;
  update(comment: number, body: string): Promise<string>;
  remove(comment: number): Promise<void>;
}

/** What the calls need of the world. */
export interface GithubWorld {
  readonly fetch: typeof fetch;
  /** Waits. @param ms - Milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/** Retries after the first attempt; a job waits a few minutes at most. */
const MOST_RETRIES = 4;
/** "Otherwise, wait for at least one minute before retrying" (a secondary limit without `retry-after`). */
const SECONDARY_MS = 60_000;
/** What a job is ready to wait for a limit; a primary limit may need an hour, which no comment is worth. */
const LONGEST_WAIT_MS = 120_000;
/** Firewalls may swallow a request for good. */
const TIMEOUT_MS = 30_000;
const PAGE = 100;

/** Makes the calls of one run. */
export function githubApi(run: GithubRun & { readonly token: string }, world: GithubWorld): GithubApi {
  const base = `${run.api}/repos/${run.repository}`;
  const call = (method: string, url: string, body?: unknown) => request(world, run.token, method, url, body);
  return {
    async login() {
      const { value } = await call("POST", run.graphql, { query: "query { viewer { login } }" });
      const login = (value as { data?: { viewer?: { login?: unknown } } }).data?.viewer?.login;
      if (typeof login !== "string") throw new GithubRefusal(200, "GitHub did not say who the token belongs to.");
      return login;
    },
    async labels(pullRequest) {
      const { value } = await call("GET", `${base}/issues/${pullRequest}/labels?per_page=${PAGE}`);
      return listOf(value).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
    },
    async *comments(pullRequest) {
      let url: string | undefined = `${base}/issues/${pullRequest}/comments?per_page=${PAGE}`;
      while (url !== undefined) {
        const { value, next } = await call("GET", url);
        yield* listOf(value).flatMap(readComment);
        url = next;
      }
    },
    async create(pullRequest, body) {
      return urlOf((await call("POST", `${base}/issues/${pullRequest}/comments`, { body })).value);
    },
    async update(comment, body) {
      return urlOf((await call("PATCH", `${base}/issues/comments/${comment}`, { body })).value);
    },
    async remove(comment) {
      await call("DELETE", `${base}/issues/comments/${comment}`);
    },
  };
}

interface Answer {
  readonly value: unknown;
  /** The next page, when there is one. */
  readonly next?: string;
}

async function request(
  { fetch, sleep, log }: GithubWorld,
  token: string,
  method: string,
  url: string,
  body?: unknown,
): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await attempted(fetch, token, method, url, body);
    if ("value" in answer) return answer;
    const wait = attempt < MOST_RETRIES ? waitFor(answer, attempt) : undefined;
    if (wait === undefined || wait > LONGEST_WAIT_MS) throw new GithubRefusal(answer.status, answer.message);
    log(`${method} ${new URL(url).pathname}: ${answer.message}; again in ${Math.ceil(wait / 1000)} s`);
    await sleep(wait);
  }
}

interface Failed {
  /** 0 where nothing answered. */
  readonly status: number;
  readonly message: string;
  readonly headers: Headers;
}

async function attempted(
  send: typeof fetch,
  token: string,
  method: string,
  url: string,
  body: unknown,
): Promise<Answer | Failed> {
  try {
    const response = await send(url, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "user-agent": "tracklake",
        "x-github-api-version": "2022-11-28",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const value = jsonOf(text);
    if (response.ok) return { value, ...nextOf(response.headers.get("link"), url) };
    return { status: response.status, message: `${response.status} ${messageOf(value)}`, headers: response.headers };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = cause instanceof Error ? cause.message : String(cause);
    return { status: 0, message: `no answer (${message})`, headers: new Headers() };
  }
}

/** How long to wait before another attempt; `undefined` where none would help. */
function waitFor({ status, message, headers }: Failed, attempt: number): number | undefined {
  const after = Number(headers.get("retry-after") ?? Number.NaN);
  if (status === 403 || status === 429) {
    if (Number.isFinite(after)) return after * 1000;
    if (headers.get("x-ratelimit-remaining") === "0") {
      return Math.max(0, Number(headers.get("x-ratelimit-reset")) * 1000 - Date.now()) + 1000;
    }
    return status === 429 || /secondary rate limit/i.test(message) ? SECONDARY_MS : undefined;
  }
  if (status !== 0 && status < 500) return undefined;
  return Number.isFinite(after) ? after * 1000 : 1000 * 2 ** attempt;
}

/** `Link: <https://api.github.com/…&page=2>; rel="next"`: followed only where it stays on the same host, as the token goes with it. */
function nextOf(link: string | null, url: string): { readonly next?: string } {
  const next = /<([^>]+)>\s*;[^,]*\brel="next"/.exec(link ?? "")?.[1];
  return next !== undefined && URL.canParse(next) && new URL(next).origin === new URL(url).origin ? { next } : {};
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, or nothing at all: the status says enough.
    return undefined;
  }
}

/** `{ message, errors: [{ message }] }`, as every refusal is. */
function messageOf(value: unknown): string {
  const { message, errors } = (value ?? {}) as { message?: unknown; errors?: unknown };
  const more = listOf(errors).flatMap(({ message: each }) => (typeof each === "string" ? [each] : []));
  return [typeof message === "string" ? message : "without a reason", ...more].join(": ");
}

function listOf(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

function readComment(value: Readonly<Record<string, unknown>>): GithubComment[] {
  const { id, body, html_url: url, user } = value;
  if (typeof id !== "number") return [];
  const author = (user as { login?: unknown } | null)?.login;
  return [
    {
      id,
      author: typeof author === "string" ? author : "",
      body: typeof body === "string" ? body : "",
      url: typeof url === "string" ? url : "",
    },
  ];
}

function urlOf(value: unknown): string {
  const url = (value as { html_url?: unknown } | undefined)?.html_url;
  return typeof url === "string" ? url : "";
}
