// infra: prints by default, writes where it is told to, and never over something of the user's.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEAD_LETTERS_METRIC } from "@tracklake/tables";
import { describe, expect, test } from "vitest";
import { metricDescriptions } from "../../sdk/src/metrics/metrics.js";
import { config, planChanged, project, tracklake, write } from "./harness.js";

const kept = planChanged.replace('name: "plan_changed",', 'name: "plan_changed",\n  retention: 90,');

describe.each(["cloudformation", "terraform"])("%s", (format) => {
  test("goes to stdout, of the configuration's bucket and stream", async () => {
    const root = project({
      "tracklake.config.ts": config.replace('owner: "growth",', 'firehose: { stream: "growth-stream" },'),
    });
    const { code, stdout } = await tracklake(root, ["infra", format]);
    expect(code).toBe(0);
    for (const name of ["acme-lake", "growth-stream", "acme_store"]) expect(stdout).toContain(name);
    expect(readdirSync(root).sort()).toEqual(["schemas", "tracklake.config.ts"]);
  });

  test("goes into a file, and over another one by --force alone", async () => {
    const root = project({ "infra/mine": "mine\n" });
    const file = (name: string) => readFileSync(join(root, "infra", name), "utf8");
    const run = (...argv: string[]) => tracklake(root, ["infra", format, "--out", ...argv]);
    expect(await run("infra/mine")).toMatchObject({ code: 2, stderr: expect.stringContaining("--force") });
    expect(file("mine")).toBe("mine\n");
    expect(await run("infra/deep/lake")).toMatchObject({ code: 0, stdout: "written: infra/deep/lake\n" });
    expect(await run("infra/deep/lake")).toMatchObject({ code: 0, stdout: "unchanged: infra/deep/lake\n" });
    expect(await run("infra/mine", "--force")).toMatchObject({ code: 0, stdout: "replaced: infra/mine\n" });
    expect(file("mine")).toBe(file("deep/lake"));
    expect(readdirSync(join(root, "infra")).sort()).toEqual(["deep", "mine"]);
    mkdirSync(join(root, "folder"));
    expect(await run("folder", "--force")).toMatchObject({ code: 3, stderr: expect.stringContaining("folder") });
  });

  test("has the retention of what is published, and says what it left out", async () => {
    const root = project({ "schemas/plan-changed.ts": kept });
    const before = await tracklake(root, ["infra", format]);
    expect(before.stdout).not.toContain("retention-plan_changed_v1");
    expect(before.stderr).toContain("the retention of plan_changed");
    expect((await tracklake(root, ["infra", format, "--drafts"])).stdout).toContain("retention-plan_changed_v1");
    await tracklake(root, ["publish"]);
    const after = await tracklake(root, ["infra", format]);
    expect(after.stdout).toContain("retention-plan_changed_v1");
    expect(after.stderr).not.toContain("left out");
  });

  test("has the stream write where the tables of the same configuration look", async () => {
    const prefix =
      "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/dt=!{timestamp:yyyy-MM-dd}/";
    const delivery = (more: string) => `delivery: { prefix: "${prefix}${more}", timeZone: "Asia/Tokyo", `;
    const keys = 'keys: [{ name: "tenant", type: "enum", values: ["a", "b"] }] },';
    const withDelivery = (text: string) => ({
      "tracklake.config.ts": config.replace('owner: "growth",', `owner: "growth", ${text}`),
    });
    const days = project(withDelivery(`${delivery("")} },`));
    const { code, stdout } = await tracklake(days, ["infra", format]);
    expect(code).toBe(0);
    expect(stdout).toContain(prefix);
    expect(stdout).toMatch(/custom_?time_?zone\W+Asia\/Tokyo/i);
    const tenants = delivery("tenant=!{partitionKeyFromQuery:tenant}/");
    const unsaid = await tracklake(project(withDelivery(tenants + keys)), ["infra", format]);
    expect(unsaid).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("delivery.queries") });
    const said = project(withDelivery(`${tenants}queries: { tenant: ".team" }, ${keys}`));
    expect((await tracklake(said, ["infra", format])).stdout).toContain("tenant:(.team)");
  });

  test("as JSON is the text with its name", async () => {
    const root = project();
    const { stdout } = await tracklake(root, ["infra", format]);
    const answer = JSON.parse((await tracklake(root, ["infra", format, "--json"])).stdout);
    expect(answer).toEqual({ format, content: stdout });
  });
});

test.each<[string, string[], number]>([
  ["no format", ["infra"], 2],
  ["an unknown format", ["infra", "pulumi"], 2],
  ["--force without a file", ["infra", "terraform", "--force"], 2],
])("%s is wrong use", async (_, argv, code) => {
  expect(await tracklake(project(), argv)).toMatchObject({ code });
});

test.each<[string, number, RegExp | undefined]>([
  ["few retentions", 1, undefined],
  ["as many as go into a file", 50, /nearly the 51200 that CloudFormation takes/],
  ["more than go into a file", 70, /more than the 51200 .*--s3-bucket/],
])("a template of %s", async (_, count, want) => {
  const schemas = Array.from({ length: count }, (_, i) => [
    `schemas/e${i}.ts`,
    kept.replace('"plan_changed"', `"plan_${i}_changed"`),
  ]);
  const root = project(Object.fromEntries(schemas));
  const { code, stdout, stderr } = await tracklake(root, ["infra", "cloudformation", "--drafts"]);
  expect(code).toBe(0);
  if (want === undefined) expect(stderr).not.toContain("bytes");
  else expect(stderr).toMatch(want);
  expect(Buffer.byteLength(stdout) > 51_200).toBe(count > 50);
});

test("schemas with errors make no infrastructure", async () => {
  const root = project();
  write(root, { "schemas/a.ts": planChanged.replace("plan_changed", "event_id_v1") });
  expect(await tracklake(root, ["infra", "terraform"])).toMatchObject({ code: 1, stdout: "" });
});

test("the alarm's metric is one that trackers report", () => {
  expect(metricDescriptions.map(({ name }) => `tracklake.${name}`)).toContain(DEAD_LETTERS_METRIC);
});
