// Stands between the AWS clients and what answers them: notes every call as IAM would see it, and answers some itself.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AwsCall, callOf, type RawCall } from "./aws-call.js";

/** An answer in place of the service's. */
export interface OwnAnswer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a proxy does beside passing on. */
export interface ProxyOptions {
  /** Answers a call itself, where it returns something. */
  readonly answer?: (call: AwsCall) => OwnAnswer | undefined;
  /** Headers that replace those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running proxy. */
export interface RecordingProxy {
  readonly url: string;
  /** Everything that was asked, in order. */
  readonly calls: readonly AwsCall[];
  close(): Promise<void>;
}

/** Starts one on a free port. @param upstream - URL of what answers. */
export async function recordingProxy(upstream: string, options: ProxyOptions = {}): Promise<RecordingProxy> {
  const calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    pass(request, response).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const body = Buffer.concat(chunks);
    const { method = "GET", url: path = "/" } = request;
    const raw: RawCall = { method, path, target: String(request.headers["x-amz-target"] ?? ""), body: body.toString() };
    const call = callOf(raw);
    calls.push(call);
    const own = options.answer?.(call);
    if (own) {
      response.writeHead(own.status, { ...own.headers, ...options.headers }).end(own.body ?? "");
      return;
    }
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" && !/^(host|connection|content-length|expect|transfer-encoding)$/.test(name)
        ? [[name, value]]
        : [],
    );
    const sent = method === "GET" || method === "HEAD" ? {} : { body };
    const answer = await fetch(`${upstream}${path}`, { method, headers, ...sent });
    const told = Object.fromEntries(
      [...answer.headers].filter(([name]) => !/^(content-encoding|transfer-encoding|connection)$/.test(name)),
    );
    response.writeHead(answer.status, { ...told, ...options.headers });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}
