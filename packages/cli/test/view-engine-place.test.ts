// Views are written where the catalogue is that they were compared with: never in an account behind a catalogue of this
// machine, and in the region of the tables.
import dns from "node:dns";
import { startLocalStack } from "@tracklake/local";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { glueTarget } from "../src/glue/glue-client.js";
import { elsewhere } from "../src/views/engine-place.js";
import { serve } from "./engine/double.js";
import { config, project, tracklake, write } from "./harness.js";

const asked: string[] = [];
let root: string;
let local: string[];

beforeEach(async () => {
  asked.length = 0;
  root = project();
  const stack = await startLocalStack({ directory: `${root}/.tracklake/lake`, log: () => {} });
  onTestFinished(() => stack.close());
  local = ["--endpoint", stack.url];
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  const lookup = dns.lookup as (...args: unknown[]) => void;
  vi.spyOn(dns, "lookup").mockImplementation(((name: string, ...rest: unknown[]) => {
    asked.push(name);
    lookup(name.endsWith(".amazonaws.com") ? "tracklake.invalid" : name, ...rest);
  }) as typeof dns.lookup);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function configured(more: string): void {
  write(root, { "tracklake.config.ts": config.replace('owner: "growth",', `owner: "growth", ${more}`) });
}

test("Athena of the configuration is not asked about a catalogue of this machine", async () => {
  configured('views: { engine: "athena" }, glue: { region: "ap-northeast-1" },');
  const env = { AWS_REGION: "us-east-1" };
  const planned = await tracklake(root, ["plan", ...local], { env });
  expect(planned.stdout).not.toContain("view acme.plan_changed");
  expect(planned.stderr).toContain("views are left out: athena of the configuration is not where this catalogue is");
  expect(await tracklake(root, ["apply", "--yes", ...local], { env })).toMatchObject({ code: 0 });
  expect(asked.filter((name) => name.includes("amazonaws"))).toEqual([]);
});

test.each([
  [["--views", "athena"], "Set AWS_ENDPOINT_URL_ATHENA"],
  [["--views", "trino", "--trino-server", "https://trino.example.com"], "is not on this machine"],
])("%j is wrong use there", async (argv, said) => {
  for (const command of [["plan"], ["apply", "--yes"]]) {
    const { code, stderr } = await tracklake(root, [...command, ...local, ...argv], {
      env: { AWS_REGION: "us-east-1" },
    });
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  }
  expect(asked.filter((name) => /amazonaws|example/.test(name))).toEqual([]);
});

test("Athena is asked in the region of the tables", async () => {
  configured('views: { engine: "athena" }, glue: { region: "ap-northeast-1" },');
  const regions = new Set<string | undefined>();
  const athena = await serve((request, _, response) => {
    regions.add(/\/([a-z0-9-]+)\/athena\/aws4_request/.exec(request.headers.authorization ?? "")?.[1]);
    response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify({ __type: "InvalidRequestException", message: "not today" }));
  });
  const env = { AWS_REGION: "us-east-1", AWS_ENDPOINT_URL_ATHENA: athena };
  expect((await tracklake(root, ["apply", "--yes", ...local], { env })).stdout).toContain("not today");
  expect([...regions]).toEqual(["ap-northeast-1"]);
});

const at = {
  mine: "http://localhost:4573",
  moto: "http://moto:5000",
  aws: undefined,
  vpc: "https://vpce-1.glue.us-east-1.vpce.amazonaws.com",
};
test.each<[keyof typeof at, "athena" | "trino" | "glue", Record<string, string>, boolean]>([
  ["aws", "athena", {}, true],
  ["vpc", "athena", {}, true],
  ["mine", "athena", {}, false],
  ["moto", "athena", {}, false],
  ["moto", "athena", { AWS_ENDPOINT_URL: "http://moto:5000" }, true],
  ["mine", "athena", { AWS_ENDPOINT_URL_ATHENA: "http://localhost:4600" }, true],
  ["mine", "athena", { AWS_ENDPOINT_URL_ATHENA: "https://athena.us-east-1.amazonaws.com" }, false],
  ["aws", "trino", { server: "http://localhost:8080" }, true],
  ["mine", "trino", { server: "http://localhost:8080" }, true],
  ["mine", "trino", { server: "https://trino.example.com" }, false],
  ["mine", "glue", {}, true],
])("a catalogue at %s and %s %j: %s", (catalogue, engine, { server, ...env }, fits) => {
  const endpoint = at[catalogue];
  const target = glueTarget({ region: "us-east-1", ...(endpoint ? { endpoint } : {}) }, { glue: {} }, { env: {} });
  onTestFinished(() => target.client.destroy());
  const why = elsewhere(engine, {}, { trino: server === undefined ? {} : { server } }, target, { env });
  expect(why === undefined).toBe(fits);
});
