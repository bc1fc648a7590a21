// A Glue endpoint that answers as it is told, so that faults come exactly when a test needs them.
// The client is the AWS SDK's own; what the service really does is tested with the local stack.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { GlueClient } from "@aws-sdk/client-glue";

/** A call that arrived. */
export interface Call {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

/** An answer: a body, or the name of an error. */
export type Answer = Record<string, unknown> | string;

/** The endpoint, and a client of it. */
export interface ScriptedGlue {
  readonly client: GlueClient;
  readonly calls: Call[];
  close(): Promise<void>;
}

/** Starts it. @param answer - Called for each request; the SDK's own retries are off. */
export async function scriptedGlue(answer: (call: Call, calls: readonly Call[]) => Answer): Promise<ScriptedGlue> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace("AWSGlue.", "");
    const call: Call = { operation, input: JSON.parse(await text(request)) as Record<string, unknown> };
    calls.push(call);
    const given = answer(call, calls);
    const body = typeof given === "string" ? { __type: given, message: `${given} as scripted` } : given;
    response.writeHead(typeof given === "string" ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new GlueClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  return {
    client,
    calls,
    async close() {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
