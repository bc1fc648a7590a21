// Whatever bytes arrive, the endpoint answers in the protocol's form and goes on.
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLocalStack } from "../src/index.js";
import { MAX_BODY } from "../src/stack/read-body.js";
import { type TestStack, testStack } from "./stack-clients.js";

let at: TestStack;
beforeAll(async () => {
  at = await testStack();
});
afterAll(() => at.stop());

const PUT = "Firehose_20150804.PutRecordBatch";
async function post(target: string, body: string | Uint8Array, method = "POST", path = "/") {
  const response = await fetch(at.stack.url + path, {
    method,
    headers: { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" },
    ...(method === "POST" ? { body: body as string } : {}),
  });
  const answer = (await response.json()) as { __type?: string; message?: string };
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  return { status: response.status, type: answer.__type, message: answer.message };
}

const requests: [string, string, string | Uint8Array, number, string][] = [
  ["invalid JSON", PUT, "{", 400, "SerializationException"],
  ["bytes that are no UTF-8", PUT, new Uint8Array([0x7b, 0xff, 0xfe]), 400, "SerializationException"],
  ["an array", PUT, "[]", 400, "SerializationException"],
  ["null", PUT, "null", 400, "SerializationException"],
  ["nothing", PUT, "", 400, "ValidationException"],
  ["a number for a name", PUT, '{"DeliveryStreamName":7}', 400, "SerializationException"],
  [
    "records that are no list",
    PUT,
    '{"DeliveryStreamName":"tracklake-events","Records":{}}',
    400,
    "SerializationException",
  ],
  [
    "a record that is null",
    PUT,
    '{"DeliveryStreamName":"tracklake-events","Records":[null]}',
    400,
    "SerializationException",
  ],
  [
    "data that is no base64",
    PUT,
    '{"DeliveryStreamName":"tracklake-events","Records":[{"Data":"?"}]}',
    400,
    "SerializationException",
  ],
  ["an unknown operation", "Firehose_20150804.Fly", "{}", 400, "UnknownOperationException"],
  ["an inherited name", "AWSGlue.toString", "{}", 400, "UnknownOperationException"],
  ["an unknown service", "DynamoDB_20120810.PutItem", "{}", 400, "UnknownOperationException"],
  ["no target", "", "{}", 400, "UnknownOperationException"],
  ["a database named by a prototype", "AWSGlue.GetDatabase", '{"Name":"__proto__"}', 400, "EntityNotFoundException"],
  ["a body that is too long", PUT, new Uint8Array(MAX_BODY + 1), 413, "RequestEntityTooLargeException"],
];

test.each(requests)("%s", async (_, target, body, status, type) => {
  expect(await post(target, body)).toMatchObject({ status, type, message: expect.any(String) });
});

test("another method or path", async () => {
  expect(await post(PUT, "", "GET")).toMatchObject({ status: 400, type: "UnknownOperationException" });
  expect(await post(PUT, "{}", "POST", "/x")).toMatchObject({ type: "UnknownOperationException" });
});

test("law: any JSON to any operation is answered, and never as a failure of the endpoint", async () => {
  const targets = [PUT, "Firehose_20150804.CreateDeliveryStream", "AWSGlue.CreateTable", "AWSGlue.UpdateTable"];
  const names = ["DeliveryStreamName", "Records", "TableInput", "DatabaseName", "ExtendedS3DestinationConfiguration"];
  const body = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...targets), body, async (target, value) => {
      expect((await post(target, JSON.stringify(value))).status).toBe(400);
    }),
    { numRuns: 150 },
  );
});

test("bytes that are no HTTP end their own connection alone", async () => {
  const socket = connect(Number(new URL(at.stack.url).port), "127.0.0.1");
  socket.write("\u0000\u0001 not http\r\n\r\n");
  await new Promise((resolve) => socket.once("close", resolve).resume());
  expect((await post("AWSGlue.GetDatabases", "{}")).status).toBe(200);
});

test("a port in use is said with what to do", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startLocalStack({ directory: at.directory, port })).rejects.toMatchObject({
    code: "port-in-use",
    message: expect.stringContaining(String(port)),
    cause: { code: "EADDRINUSE" },
  });
  await new Promise((resolve) => other.close(resolve));
});

const options: [string, object, string][] = [
  ["a port", { port: 65_536 }, "option-invalid"],
  ["seconds", { buffering: { seconds: 0 } }, "option-invalid"],
  ["a bound", { buffering: { holdBytes: 1 } }, "option-invalid"],
  ["a stream's name", { stream: "no spaces" }, "option-invalid"],
  ["faults", { faults: { records: 2 } }, "faults-invalid"],
];

test.each(options)("%s out of bounds", async (_, given, code) => {
  await expect(startLocalStack({ directory: at.directory, ...given })).rejects.toMatchObject({ code });
});
