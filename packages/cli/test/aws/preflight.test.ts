// doctor --aws: a whole lake on moto, and each thing that can be wrong, by AWS's own answers; no secret is ever printed.
import { CreateDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import {
  CreateBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { streamDestination } from "@tracklake/envelope";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Moto, motoClient, startMoto } from "../../../../test/python/moto.js";
import { withoutPythonTools } from "../../../../test/python/python-tools.js";
import { awsProblem } from "../../src/preflight/aws-problem.js";
import { Clock } from "../../src/preflight/clock.js";
import { lakeFormationGrant } from "../../src/preflight/lake-formation.js";
import { redactor } from "../../src/preflight/redact.js";
import { folder, planChanged, project, tracklake } from "../harness.js";
import type { AwsCall } from "./aws-call.js";
import { type OwnAnswer, recordingProxy } from "./recording-proxy.js";

interface Answer {
  readonly errors: number;
  readonly checks: readonly { id: string; level: string; message: string; fix?: string }[];
  readonly identity?: { account: string };
}
const BUCKET = "acme-lake";
const STREAM = "acme-events";
const secrets = {
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
  AWS_SESSION_TOKEN: "FwoGZXIvYXdzEXAMPLETOKENVALUE",
  DATABASE_URL: "postgres://bob:hunter22@db.example/shop",
  GITHUB_TOKEN: "ghp_exampleexampleexample",
};

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", secrets.AWS_SECRET_ACCESS_KEY);
  vi.stubEnv("AWS_SESSION_TOKEN", secrets.AWS_SESSION_TOKEN);
});
afterEach(() => vi.unstubAllEnvs());

const kept = planChanged.replace('name: "plan_changed",', 'name: "plan_changed",\n  retention: 90,');
const json = (type: string, message: string, status = 400): OwnAnswer => ({
  status,
  body: JSON.stringify({ __type: type, message }),
});
const xml = (code: string, message: string, status: number): OwnAnswer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
const sts = (code: string, message: string): OwnAnswer => ({
  status: 403,
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

describe.skipIf(withoutPythonTools("doctor --aws against moto"))("against moto", { timeout: 60_000 }, () => {
  let moto: Moto;
  let s3: S3Client;
  let root: string;
  beforeAll(async () => {
    moto = await startMoto();
    s3 = new S3Client({ ...motoClient(moto), forcePathStyle: true });
  }, 120_000);
  afterAll(async () => {
    s3?.destroy();
    await moto?.stop();
  });

  /** A whole lake, as infra and apply make it. */
  beforeEach(async () => {
    await moto.reset();
    root = project({ "schemas/plan-changed.ts": kept });
    await tracklake(root, ["publish"]);
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(new PutPublicAccessBlockCommand({ Bucket: BUCKET, PublicAccessBlockConfiguration: closed }));
    await putRules(90);
    const firehose = new FirehoseClient(motoClient(moto));
    await firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName: STREAM, ...destination() }));
    firehose.destroy();
    const env = { AWS_ENDPOINT_URL: moto.url, AWS_REGION: "us-east-1" };
    expect(await tracklake(root, ["apply", "--yes"], { env })).toMatchObject({ code: 0 });
  });
  const closed = {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  };
  const putRules = (Days: number) =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: BUCKET,
        LifecycleConfiguration: {
          Rules: ["events/plan_changed_v1/", "curated/plan_changed_v1/"].map((Prefix) => ({
            ID: Prefix.replaceAll("/", "-"),
            Status: "Enabled" as const,
            Filter: { Prefix },
            Expiration: { Days },
          })),
        },
      }),
    );
  const destination = (more: object = {}) => ({
    ExtendedS3DestinationConfiguration: {
      RoleARN: "arn:aws:iam::123456789012:role/delivery",
      BucketARN: `arn:aws:s3:::${BUCKET}`,
      ...(streamDestination as object),
      ...more,
    },
  });

  async function preflight({
    answer,
    headers = {},
    argv = [],
  }: {
    answer?: (call: AwsCall) => OwnAnswer | undefined;
    headers?: Record<string, string>;
    argv?: string[];
  } = {}) {
    const proxy = await recordingProxy(moto.url, { headers, ...(answer ? { answer } : {}) });
    const env = { AWS_ENDPOINT_URL: proxy.url, AWS_REGION: "us-east-1", ...secrets };
    const { code, stdout, stderr } = await tracklake(root, ["doctor", "--aws", "--json", ...argv], { env });
    const text = (await tracklake(root, ["doctor", "--aws", ...argv], { env })).stdout;
    await proxy.close();
    for (const secret of Object.values(secrets)) expect(stdout + stderr + text).not.toContain(secret);
    expect(stdout + stderr + text).not.toMatch(/AKIA|hunter22/);
    const found = JSON.parse(stdout) as Answer;
    return { code, text, found, check: (id: string) => found.checks.find((one) => one.id === id) };
  }

  test("nothing is wrong of a lake that is whole", async () => {
    const { code, text, found, check } = await preflight();
    expect(found.checks.filter(({ level }) => level !== "ok")).toEqual([]);
    expect(code).toBe(0);
    expect(found.identity).toMatchObject({ account: "123456789012" });
    const ids = ["identity", "region", "bucket", "bucket-public", "bucket-lifecycle", "error-output"];
    for (const id of [...ids, "database", "tables-readable", "tables-writable", "stream", "clock"]) {
      expect({ id, level: check(id)?.level }).toEqual({ id, level: "ok" });
    }
    expect(text).toMatch(/^ok {7}you are arn:aws:/);
    expect(text).toMatch(/\n0 errors, 0 warnings\.\n$/);
  });

  test("a lake that is not there yet: each thing, and what makes it", async () => {
    await moto.reset();
    const { code, check } = await preflight();
    expect(code).toBe(1);
    expect(check("bucket")).toMatchObject({ level: "error", fix: expect.stringContaining("tracklake infra") });
    expect(check("stream")).toMatchObject({ level: "error", fix: expect.stringContaining("tracklake infra") });
    expect(check("database")).toMatchObject({ level: "warning", fix: "npx tracklake apply" });
    expect(check("tables-writable")).toBe(undefined);
  });

  test("a bucket that is open, deletes too late and holds errors", async () => {
    await s3.send(
      new PutPublicAccessBlockCommand({
        Bucket: BUCKET,
        PublicAccessBlockConfiguration: { ...closed, BlockPublicPolicy: false },
      }),
    );
    await putRules(91);
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "errors/processing-failed/a", Body: "x" }));
    const { check } = await preflight();
    expect(check("bucket-public")).toMatchObject({ level: "error" });
    expect(check("bucket-lifecycle")).toMatchObject({
      level: "warning",
      message: expect.stringContaining("events/plan_changed_v1/ after 90 days"),
    });
    expect(check("error-output")).toMatchObject({
      level: "warning",
      fix: expect.stringContaining("tracklake redrive"),
    });
  });

  test("a stream of other prefixes, to another bucket", async () => {
    await moto.reset();
    const firehose = new FirehoseClient(motoClient(moto));
    const other = destination({ BucketARN: "arn:aws:s3:::other", Prefix: "logs/" });
    await firehose.send(new CreateDeliveryStreamCommand({ DeliveryStreamName: STREAM, ...other }));
    firehose.destroy();
    const { found } = await preflight();
    const said = found.checks.filter(({ id }) => id === "stream-settings").map(({ message }) => message);
    expect(said.join("\n")).toMatch(/its bucket is other, not acme-lake.*its prefix is logs\/, not events\//s);
  });

  const answers: [string, (call: AwsCall) => OwnAnswer | undefined, string, string, RegExp, number][] = [
    [
      "expired credentials",
      ({ action }) => (action.startsWith("sts:") ? sts("ExpiredToken", "The security token has expired") : undefined),
      "identity",
      "error",
      /expired.*aws sso login/s,
      3,
    ],
    [
      "unknown keys, told with what they are",
      ({ action }) =>
        action.startsWith("sts:")
          ? sts("InvalidClientTokenId", `The token ${secrets.AWS_SESSION_TOKEN} of AKIAIOSFODNN7EXAMPLE is invalid`)
          : undefined,
      "identity",
      "error",
      /does not know these credentials/,
      3,
    ],
    [
      "a bucket of somebody else's",
      ({ action }) => (action === "s3:ListBucket" ? { status: 403 } : undefined),
      "bucket",
      "error",
      /s3:ListBucket.*/s,
      1,
    ],
    [
      "a bucket elsewhere",
      ({ action }) =>
        action === "s3:ListBucket" ? { status: 301, headers: { "x-amz-bucket-region": "eu-west-1" } } : undefined,
      "bucket-region",
      "error",
      /eu-west-1.*AWS_REGION=eu-west-1/s,
      1,
    ],
    [
      "a bucket whose settings may not be seen, with a secret in the answer",
      ({ action }) =>
        action === "s3:GetBucketPublicAccessBlock"
          ? xml("AccessDenied", `not authorized; Signature=${secrets.GITHUB_TOKEN}`, 403)
          : undefined,
      "bucket-public",
      "warning",
      /s3:GetBucketPublicAccessBlock/,
      0,
    ],
    [
      "a stream that may not be seen",
      ({ action }) =>
        action.startsWith("firehose:") ? json("AccessDeniedException", "is not authorized to perform") : undefined,
      "stream",
      "warning",
      /firehose:DescribeDeliveryStream/,
      0,
    ],
    [
      "a grant of Lake Formation that is missing",
      ({ action }) =>
        action === "glue:GetTables"
          ? json("AccessDeniedException", "Insufficient Lake Formation permission(s): Required Describe on acme_store")
          : undefined,
      "lake-formation",
      "error",
      /grant-permissions .*--permissions DESCRIBE .*"Database":\{"Name":"acme_store"\}/,
      1,
    ],
    [
      "tables that may not be written",
      ({ action }) =>
        action === "glue:UpdateTable"
          ? json("AccessDeniedException", `no identity-based policy allows it; db ${secrets.DATABASE_URL}`)
          : undefined,
      "tables-writable",
      "warning",
      /glue:UpdateTable/,
      0,
    ],
    [
      "a service that breaks",
      ({ action }) => (action === "glue:GetDatabase" ? json("InternalServiceException", "oops", 500) : undefined),
      "database",
      "error",
      /InternalServiceException: oops/,
      1,
    ],
  ];
  test.each(answers)("%s", async (_, answer, id, level, said, code) => {
    const given = await preflight({ answer });
    const found = given.check(id);
    expect(found).toMatchObject({ level });
    expect(`${found?.message} ${found?.fix}`).toMatch(said);
    expect(given.code).toBe(code);
  });

  test.each<[string, number, string]>([
    ["ten minutes behind", 600, "error"],
    ["two minutes ahead", -120, "warning"],
  ])("a clock that is %s", async (_, seconds, level) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    expect((await preflight({ headers: { date } })).check("clock")).toMatchObject({ level });
  });
});

test("where nothing answers it says so, and exits with 3", async () => {
  const env = { AWS_ENDPOINT_URL: "http://bob:hunter22@127.0.0.1:9", AWS_REGION: "us-east-1" };
  const { code, stdout } = await tracklake(project(), ["doctor", "--aws"], { env });
  expect(code).toBe(3);
  expect(stdout).toMatch(/error {4}nobody knows who you are: no answer \(ECONNREFUSED\)/);
  expect(stdout).not.toContain("hunter22");
});

test.each<[string, Record<string, string>, string[], number, RegExp]>([
  ["no region", {}, [], 2, /no AWS region is known/],
  ["an endpoint that is none", { AWS_REGION: "us-east-1" }, ["--endpoint", "nowhere"], 2, /endpoint of S3 is no URL/],
])("%s is wrong use", async (_, env, argv, code, said) => {
  const outcome = await tracklake(project(), ["doctor", "--aws", ...argv], { env });
  expect(outcome.code).toBe(code);
  expect(outcome.stdout + outcome.stderr).toMatch(said);
});

test("a folder without a project is wrong use", async () => {
  expect(await tracklake(folder(), ["doctor", "--aws"])).toMatchObject({ code: 2 });
});

const role = "arn:aws:sts::123456789012:assumed-role/deploy/session";
test.each<[string, string, string | undefined]>([
  ["IAM's own refusal", "User is not authorized to perform: glue:GetTable", undefined],
  [
    "a table",
    "Insufficient Lake Formation permission(s): Required Alter on acme_store.plan_changed_v1",
    `--permissions ALTER --resource '{"Table":{"DatabaseName":"acme_store","Name":"plan_changed_v1"}}'`,
  ],
  [
    "a database to make",
    "Insufficient Lake Formation permission(s): Required Create Database on Catalog",
    `'{"Catalog":{}}'`,
  ],
  [
    "a table to make",
    "Insufficient Lake Formation permission(s): Required Create Table on acme_store",
    `--permissions CREATE_TABLE --resource '{"Database":{"Name":"acme_store"}}'`,
  ],
  [
    "a place",
    "Insufficient Lake Formation permission(s) on s3://acme-lake/events/plan_changed_v1/ (Service: Glue; 400)",
    `--permissions DATA_LOCATION_ACCESS --resource '{"DataLocation":{"ResourceArn":"arn:aws:s3:::acme-lake/events/plan_changed_v1/"}}'`,
  ],
  [
    "a place whose permission is named",
    "Insufficient Lake Formation permission(s): Required Data Location Access on arn:aws:s3:::acme-lake",
    `--permissions DATA_LOCATION_ACCESS --resource '{"DataLocation":{"ResourceArn":"arn:aws:s3:::acme-lake"}}'`,
  ],
  ["nothing that is known", "Insufficient Lake Formation permission(s) on plan_changed", undefined],
  [
    "two at once",
    "Insufficient Lake Formation permission(s): Required Select, Describe on acme_store.t",
    "SELECT DESCRIBE",
  ],
])("Lake Formation: %s", (_, message, want) => {
  const grant = lakeFormationGrant(message, role);
  if (want === undefined) expect(grant ?? "by hand").not.toContain("grant-permissions");
  else {
    expect(grant).toContain(want);
    expect(grant).toContain("DataLakePrincipalIdentifier=arn:aws:iam::123456789012:role/deploy ");
  }
});

test.each<[string, string, string, string]>([
  [
    "a view, by the database of the call",
    "Insufficient Lake Formation permission(s): Required Describe on plan_changed.",
    "glue:GetTables",
    `--permissions DESCRIBE --resource '{"Table":{"DatabaseName":"acme","Name":"plan_changed"}}'`,
  ],
  [
    "the database of the call",
    "Insufficient Lake Formation permission(s): Required Describe on acme",
    "glue:GetTables",
    `--permissions DESCRIBE --resource '{"Database":{"Name":"acme"}}'`,
  ],
  [
    "a table, without a permission",
    "Insufficient Lake Formation permission(s) on plan_changed",
    "glue:UpdateTable",
    `--permissions ALTER --resource '{"Table":{"DatabaseName":"acme","Name":"plan_changed"}}'`,
  ],
])("Lake Formation, of a call: %s", (_, message, action, want) => {
  const { kind, fix } = awsProblem(new Error(message), { action, caller: role, database: "acme" });
  expect(kind).toBe("grant");
  expect(fix).toContain(want);
});

test.each<[string, unknown, string]>([
  [
    "no credentials",
    Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" }),
    "credentials",
  ],
  [
    "a skewed clock",
    Object.assign(new Error("Signature expired: 2026"), { name: "InvalidSignatureException" }),
    "clock",
  ],
  ["no name server", Object.assign(new Error("getaddrinfo ENOTFOUND sts"), { code: "ENOTFOUND" }), "unreachable"],
  [
    "a status alone",
    Object.assign(new Error("UnknownError"), { name: "Forbidden", $metadata: { httpStatusCode: 403 } }),
    "refused",
  ],
  ["no error at all", "broken", "other"],
])("a problem: %s", (_, error, kind) => {
  const problem = awsProblem(error, { action: "sts:GetCallerIdentity" });
  expect(problem.kind).toBe(kind);
  expect(problem.fix).not.toBe("");
});

test.each<[string, string, string]>([
  ["the environment's", "token ghp_exampleexampleexample!", "token [redacted]!"],
  ["one in a URL, encoded", `a=${encodeURIComponent(secrets.DATABASE_URL)}`, "a=[redacted]"],
  ["a user in a URL", "postgres://a:b@host/x", "postgres://[redacted]@host/x"],
  ["a signature", "Signature=abc123, x", "Signature=[redacted], x"],
  ["a query that is signed", "?X-Amz-Security-Token=abc&b=1", "?X-Amz-Security-Token=[redacted]&b=1"],
  ["a key's id", "ASIAIOSFODNN7EXAMPLE did it", "[redacted] did it"],
  ["what is known otherwise", "it is from-a-profile.", "it is [redacted]."],
  ["nothing", "the bucket acme-lake of 123456789012", "the bucket acme-lake of 123456789012"],
])("redacted: %s", (_, text, want) => {
  expect(redactor({ ...secrets, SHORT_TOKEN: "a" }, ["from-a-profile", undefined])(text)).toBe(want);
});

test("the clock says nothing before an answer", () => {
  expect(new Clock().check()).toEqual([]);
});
