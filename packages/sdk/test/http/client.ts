// A client that decides what travels when: bodies after the head was handled, pipelined requests, lost connections.
import { once } from "node:events";
import { type Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";

/** A request to make. */
export interface Call {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Parts of the body; the first is sent when the server has handled the head, each other when one was sent. */
  readonly body?: readonly string[];
  readonly agent?: Agent;
}

/** Makes a request. */
export async function call({ port, path, method = "GET", headers = {}, body, agent }: Call) {
  const expect: Record<string, string> = body ? { expect: "100-continue", "transfer-encoding": "chunked" } : {};
  const request = httpRequest({ port, host: "127.0.0.1", path, method, headers: { ...headers, ...expect }, agent });
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  if (body) {
    // The server says "100 Continue" before it hands the request over, and then in the same turn of its event loop.
    request.flushHeaders();
    await once(request, "continue");
    for (const part of body) await new Promise((sent) => request.write(part, sent));
  }
  request.end();
  const [response] = await answered;
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode, text };
}

/** A connection that has sent requests all at once, without waiting for answers. */
export async function pipelined(port: number, requests: readonly string[]): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(requests.join(""));
  return socket;
}

/** A request as it travels. */
export function wire(method: string, path: string, headers: Record<string, string> = {}, body = ""): string {
  const lines = Object.entries({ host: "test", ...headers, "content-length": String(Buffer.byteLength(body)) });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`;
}

/** What has come, once it holds so many answers. */
export async function answers(socket: Socket, count: number): Promise<string[]> {
  let text = "";
  socket.setEncoding("latin1");
  while (text.split("HTTP/1.1 ").length - 1 < count) text += (await once(socket, "data"))[0];
  return text.split("HTTP/1.1 ").slice(1);
}
