// GitHub's API as its documentation says, over real HTTP: comments of a pull request, its labels, who the token belongs to.
// Sources: docs.github.com/en/rest: "Issue comments", "Labels", "Using pagination", "Troubleshooting"; GraphQL's `viewer`.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment as it is kept. */
export interface KeptComment {
  readonly id: number;
  readonly login: string;
  body: string;
}

/** What the double holds and does. */
export interface GithubDouble {
  readonly url: string;
  readonly comments: KeptComment[];
  readonly labels: string[];
  /** Method and path of every request, in order. */
  readonly requests: string[];
  /** Answers that are given before any real one: status, headers, body. */
  readonly next: Refusal[];
  /** Whether the token may write: a fork's may not. */
  writable: boolean;
  /** Whether `viewer` is answered. */
  knowsViewer: boolean;
  /** Comments on a page, at most; 100 is what is asked for. */
  pageSize: number;
  close(): Promise<void>;
}

/** An answer that is no success. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The request that it is for, such as `POST`. @default any */
  readonly method?: string;
}

/** The token that is accepted, and whom it belongs to. */
export const token = "ghs_0000000000000000000000000000000000";
/** The login of the token's user. */
export const botLogin = "github-actions[bot]";

const readOnly: Refusal = {
  status: 403,
  body: {
    message: "Resource not accessible by integration",
    documentation_url: "https://docs.github.com/rest/issues/comments#create-an-issue-comment",
    status: "403",
  },
};

/** Starts the double for one repository and one pull request. */
export async function githubDouble(repository = "acme/shop", pullRequest = 7): Promise<GithubDouble> {
  const state = { writable: true, knowsViewer: true, pageSize: 100 };
  const comments: KeptComment[] = [];
  const labels: string[] = [];
  const requests: string[] = [];
  let written = 0;
  const next: Refusal[] = [];
  let url = "";
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      send(response, { status: 500, body: { message: String(error) } }),
    );
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", headers } = request;
    const at = new URL(request.url ?? "/", url);
    requests.push(`${method} ${at.pathname}${at.search}`);
    const body = await bodyOf(request);
    const [first] = next;
    if (first && (first.method ?? method) === method) return send(response, next.shift() ?? first);
    if (headers.authorization !== `Bearer ${token}`)
      return send(response, { status: 401, body: { message: "Bad credentials" } });
    if (at.pathname === "/graphql") return graphql(response, body);
    if (
      headers.accept !== "application/vnd.github+json" ||
      !headers["x-github-api-version"] ||
      !headers["user-agent"]
    ) {
      return send(response, { status: 400, body: { message: "headers are missing" } });
    }
    const issue = `/repos/${repository}/issues/${pullRequest}`;
    if (at.pathname === `${issue}/labels` && method === "GET") {
      return send(response, { status: 200, body: labels.map((name, id) => ({ id, name, color: "ededed" })) });
    }
    if (at.pathname === `${issue}/comments` && method === "GET") return list(response, at);
    if (at.pathname === `${issue}/comments` && method === "POST") {
      return write(response, body, 201, (text) => {
        const comment = { id: 1001 + written++, login: botLogin, body: text };
        comments.push(comment);
        return comment;
      });
    }
    const [, id] = new RegExp(`^/repos/${repository}/issues/comments/(\\d+)$`).exec(at.pathname) ?? [];
    const known = comments.find((comment) => String(comment.id) === id);
    if (known && method === "DELETE") {
      if (!state.writable) return send(response, readOnly);
      comments.splice(comments.indexOf(known), 1);
      return send(response, { status: 204, body: "" });
    }
    if (known && method === "PATCH") {
      return write(response, body, 200, (text) => {
        known.body = text;
        return known;
      });
    }
    send(response, { status: 404, body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" } });
  }

  function graphql(response: ServerResponse, body: unknown): void {
    if (!state.knowsViewer || !/viewer\s*\{\s*login\s*\}/.test((body as { query?: string }).query ?? "")) {
      send(response, readOnly);
      return;
    }
    send(response, { status: 200, body: { data: { viewer: { login: botLogin } } } });
  }

  function list(response: ServerResponse, at: URL): void {
    const page = Number(at.searchParams.get("page") ?? 1);
    const size = Math.min(state.pageSize, Number(at.searchParams.get("per_page") ?? 30));
    const shown = comments.slice((page - 1) * size, page * size);
    const link = (number: number, rel: string) => {
      at.searchParams.set("page", String(number));
      return `<${at.href}>; rel="${rel}"`;
    };
    const last = Math.max(1, Math.ceil(comments.length / size));
    const links = [
      ...(page > 1 ? [link(page - 1, "prev")] : []),
      ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ];
    send(response, {
      status: 200,
      ...(links.length === 0 ? {} : { headers: { link: links.join(", ") } }),
      body: shown.map(shownComment),
    });
  }

  function write(response: ServerResponse, body: unknown, status: number, keep: (text: string) => KeptComment): void {
    if (!state.writable) {
      send(response, readOnly);
      return;
    }
    const text = (body as { body?: unknown } | undefined)?.body;
    if (typeof text !== "string" || [...text].length > 65_536) {
      const message = "Body is too long (maximum is 65536 characters)";
      const errors = [{ resource: "IssueComment", code: "unprocessable", field: "data", message }];
      send(response, { status: 422, body: { message: "Validation Failed", errors } });
      return;
    }
    send(response, { status, body: shownComment(keep(text)) });
  }

  const shownComment = ({ id, login, body }: KeptComment) => ({
    id,
    body,
    html_url: `https://github.com/${repository}/pull/${pullRequest}#issuecomment-${id}`,
    user: { login, type: login.endsWith("[bot]") ? "Bot" : "User" },
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    url,
    comments,
    labels,
    requests,
    next,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
}

function send(response: ServerResponse, { status, headers = {}, body }: Refusal): void {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", connection: "close", ...headers });
  response.end(text);
}
