// A saved plan is carried out in the account that it was made for, also where nothing is there yet to tell it by.
// The catalogue is a real one over the wire; Glue's and STS's names are answered here instead of by a name server.
import dns from "node:dns";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startLocalStack } from "@tracklake/local";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { serve } from "./engine/double.js";
import { project, tracklake } from "./harness.js";

const HOST = "glue.ap-northeast-1.amazonaws.com";
let root: string;
let env: Record<string, string>;
let account: string | undefined;

beforeEach(async () => {
  root = project();
  const stack = await startLocalStack({ directory: join(root, "lake"), log: () => {} });
  onTestFinished(() => stack.close());
  const sts = await serve((_, __, response) => {
    const known = account !== undefined;
    response.writeHead(known ? 200 : 403, { "content-type": "text/xml" });
    response.end(
      known
        ? `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
        : "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The token has expired</Message></Error></ErrorResponse>",
    );
  });
  env = { AWS_ENDPOINT_URL_GLUE: `http://${HOST}:${new URL(stack.url).port}`, AWS_REGION: "ap-northeast-1" };
  // The AWS SDK itself reads these.
  vi.stubEnv("AWS_ENDPOINT_URL_STS", sts);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  const lookup = dns.lookup as (...args: unknown[]) => void;
  vi.spyOn(dns, "lookup").mockImplementation(((name: string, ...rest: unknown[]) => {
    lookup(name === HOST ? "127.0.0.1" : name, ...rest);
  }) as typeof dns.lookup);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const plan = () => tracklake(root, ["plan", "--drafts", "--out", "plan.json"], { env });
const apply = () => tracklake(root, ["apply", "plan.json", "--yes"], { env });

test("the first plan of a lake holds the account, and other credentials do not carry it out", async () => {
  account = "111111111111";
  expect(await plan()).toMatchObject({ code: 1 });
  expect(JSON.parse(readFileSync(join(root, "plan.json"), "utf8"))).toMatchObject({ catalogue: account });
  account = "222222222222";
  const refused = await apply();
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("made for the account 111111111111, and these credentials are of 222222222222");
  account = undefined;
  const unknown = await apply();
  expect(unknown.code).toBe(3);
  expect(unknown.stderr).toContain("The token has expired");
  // The local catalogue has an account of its own, which is compared once its databases are there.
  account = "111111111111";
  expect((await apply()).stdout).toContain("created   table acme_store.plan_changed_v1");
});

test("who cannot ask plans all the same, and is told", async () => {
  account = undefined;
  const { code, stderr } = await plan();
  expect(code).toBe(1);
  expect(stderr).toContain("The plan does not say which account it is for");
  expect(await apply()).toMatchObject({ code: 0 });
});
