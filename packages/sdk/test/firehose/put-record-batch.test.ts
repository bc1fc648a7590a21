// The request of a body that is written by hand against the one that the AWS SDK makes: the same but for when it was made.
import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { BodyMaker } from "../../src/firehose/body-maker.js";
import { bodyStream, PIECE } from "../../src/firehose/body-stream.js";
import { putRecordBatch } from "../../src/firehose/put-record-batch.js";
import { firehoseSink } from "../../src/firehose.js";
import type { OutgoingRecord } from "../../src/sink.js";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let server: Server;
let seen: Seen[] = [];
let sockets = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      const { Records } = JSON.parse(body.toString()) as { Records: unknown[] };
      // The client would correct its clock by the server's.
      response.sendDate = false;
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ FailedPutCount: 0, RequestResponses: Records.map(() => ({ RecordId: "1" })) }));
    });
  });
  server.on("connection", () => sockets++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  seen = [];
  sockets = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const client = () =>
  new FirehoseClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "token" },
    maxAttempts: 1,
  });

function record(...texts: string[]): OutgoingRecord {
  const parts = texts.map((text) => Buffer.from(text));
  return { parts, lines: parts.length, bytes: parts.reduce((sum, { length }) => sum + length, 0) };
}

/** An Authorization without its signature, which is there. */
function unsigned(authorization = ""): string {
  expect(authorization).toMatch(/Signature=[0-9a-f]{64}$/);
  return authorization.replace(/[0-9a-f]{64}$/, "");
}

test.each<[string, OutgoingRecord[]]>([
  ["one small record", [record('{"a":1}\n')]],
  [
    "records of several parts, with text of several bytes",
    [record('{"é":"日本"}\n', '{"b":"\\u0000"}\n'), record("😀\n")],
  ],
  ["a body that another thread makes", Array.from({ length: 40 }, (_, n) => record(`${"x".repeat(10_000 + n)}\n`))],
])("%s: the same request as the client's own", async (_, records) => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-01T00:00:00Z") });
  const aws = client();
  const maker = new BodyMaker("acme-events");
  try {
    const body = await maker.make(records);
    await putRecordBatch(aws, "acme-events", body, new AbortController().signal);
    await aws.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: "acme-events",
        Records: records.map(({ parts }) => ({ Data: Buffer.concat(parts) })),
      }),
    );
    const [byHand, plain] = seen.map(({ method, url, headers, body: bytes }) => ({
      method,
      url,
      // Each call has an id of its own, which is signed.
      headers: { ...headers, "amz-sdk-invocation-id": "", authorization: unsigned(headers.authorization) },
      bytes: createHash("sha256").update(bytes).digest("hex"),
    }));
    expect(byHand).toEqual(plain);
    expect(byHand?.headers).toMatchObject({ "x-amz-content-sha256": byHand?.bytes });
    expect(byHand?.headers.authorization).toContain("Credential=AKIDEXAMPLE/20260101/eu-west-1/firehose/aws4_request");
  } finally {
    vi.useRealTimers();
    aws.destroy();
    await maker.close();
  }
});

test("credentials are asked of the client for each call that needs them, and never kept here", async () => {
  let asked = 0;
  const aws = new FirehoseClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-west-1",
    credentials: async () => ({
      accessKeyId: `KEY${asked++}`,
      secretAccessKey: "secret",
      expiration: new Date(Date.now() + 1),
    }),
  });
  const sink = firehoseSink({ stream: "acme-events", client: aws });
  const { signal } = new AbortController();
  await sink.send([record("a\n")], signal);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await sink.send([record("b\n")], signal);
  const [first, second] = seen.map(({ headers }) => /Credential=KEY(\d+)/.exec(headers.authorization ?? "")?.[1]);
  expect(Number(second)).toBeGreaterThan(Number(first));
  await sink.close?.();
  aws.destroy();
});

test("after a thaw connections are made anew", async () => {
  const sink = firehoseSink({ stream: "acme-events", client: client() });
  const { signal } = new AbortController();
  await sink.send([record("a\n")], signal);
  await sink.send([record("b\n")], signal);
  expect(sockets).toBe(1);
  sink.reconnect?.();
  await sink.send([record("c\n")], signal);
  expect(sockets).toBe(2);
  await sink.close?.();
});

test.each<[string, object, boolean]>([
  ["Node's own HTTP gets a large body in pieces", {}, true],
  ["another handler gets it whole", { metadata: undefined }, false],
])("%s", async (_, handler, inPieces) => {
  const aws = client();
  Object.assign(aws.config.requestHandler, handler);
  const bodies: unknown[] = [];
  aws.middlewareStack.add(
    (next) => (args) => {
      bodies.push((args.request as { body?: unknown }).body);
      return next(args);
    },
    { step: "deserialize" },
  );
  const maker = new BodyMaker("acme-events");
  const body = await maker.make(Array.from({ length: 40 }, () => record(`${"x".repeat(10_000)}\n`)));
  await putRecordBatch(aws, "acme-events", body, new AbortController().signal);
  const piece = bodies[0] instanceof Readable ? "pieces" : "whole";
  expect(piece).toBe(inPieces ? "pieces" : "whole");
  expect(seen[0]?.body.equals(body.bytes)).toBe(true);
  expect(seen[0]?.headers).toMatchObject({ "content-length": String(body.bytes.length) });
  expect(seen[0]?.headers["transfer-encoding"]).toBeUndefined();
  aws.destroy();
  await maker.close();
});

test.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])("%i bytes as a stream are the same bytes", async (length) => {
  const bytes = Buffer.from(Array.from({ length }, (_, i) => i % 251));
  const pieces: Buffer[] = [];
  for await (const piece of bodyStream(bytes)) pieces.push(piece as Buffer);
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  expect(Math.max(0, ...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(PIECE);
});
