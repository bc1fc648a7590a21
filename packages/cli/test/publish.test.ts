// publish and check: what changed, one file of history, and what stops a publish.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { acknowledgementsText, latestExpiry } from "@tracklake/compat";
import { canonicalJson, sha256 } from "@tracklake/schema";
import { expect, test } from "vitest";
import { today } from "../src/review/today.js";
import { planChanged, project, tracklake, write } from "./harness.js";

const history = (root: string) => readdirSync(join(root, "schemas/history"));

test("publishes once; a second run has nothing to do", async () => {
  const root = project();
  const first = await tracklake(root, ["publish", "--message", "The first events"]);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toContain("plan_changed 1.1 (new)");
  expect(history(root)).toHaveLength(1);
  const second = await tracklake(root, ["publish"]);
  expect(second).toMatchObject({ code: 0, stdout: "Nothing to publish: the history is up to date.\n" });
  expect(history(root)).toHaveLength(1);
});

test("a new property is shown and is one new file", async () => {
  const root = project();
  await tracklake(root, ["publish"]);
  const more = planChanged.replace("plan:", 'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:');
  write(root, {
    "schemas/plan-changed.ts": more.replace('Type.Literal("pro")', 'Type.Literal("pro"), Type.Literal("max")'),
  });
  const dry = await tracklake(root, ["publish", "--dry-run"]);
  expect(dry.code).toBe(1);
  expect(dry.stdout).toContain("plan_changed 1.1 → 1.2\n");
  expect(dry.stdout).toContain("plan_changed.reason  added, string, optional  [FIELD_ADDED]\n");
  expect(dry.stdout).toContain("plan_changed.plan  allows max  [ENUM_VALUE_ADDED]\n");
  expect(history(root)).toHaveLength(1);
  const done = await tracklake(root, ["publish", "--json"]);
  expect(JSON.parse(done.stdout)).toMatchObject({ published: [{ event: "plan_changed", before: 1, revision: 2 }] });
  expect(history(root)).toHaveLength(2);
});

test("a missing description is an error of check and stops a publish", async () => {
  const root = project({
    "schemas/plan-changed.ts": planChanged.replace(', { description: "The plan from now on." }', ""),
  });
  const { code, stderr } = await tracklake(root, ["publish"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/schemas\/plan-changed\.ts\n {2}7:5 {2}error {2}plan_changed\.plan {2}.*\[description\]/);
  const checked = await tracklake(root, ["check", "--format", "json"]);
  expect(checked.code).toBe(1);
  expect(JSON.parse(checked.stdout)).toEqual({
    findings: [
      {
        rule: "description",
        severity: "error",
        path: "plan_changed.plan",
        file: "schemas/plan-changed.ts",
        line: 7,
        column: 5,
        message: expect.stringMatching(/./),
        suggestion: expect.stringMatching(/./),
      },
    ],
    counts: { error: 1, warning: 0, note: 0 },
  });
});

test("check finds a name that lint refuses, and the same event twice", async () => {
  const root = project({
    "schemas/bad.ts": planChanged.replace("plan_changed", "PlanChanged"),
    "schemas/twice.ts": planChanged,
  });
  const { code, stdout } = await tracklake(root, ["check"]);
  expect(code).toBe(1);
  expect(stdout).toContain("name-style");
  expect(stdout).toContain("name-collision");
});

test("check finds a history file that was changed", async () => {
  const root = project();
  await tracklake(root, ["publish"]);
  const path = join(root, "schemas/history", history(root)[0] ?? "");
  writeFileSync(path, readFileSync(path, "utf8").replace("Paid seats.", "Seats."));
  const checked = await tracklake(root, ["check"]);
  expect(checked.code).toBe(1);
  expect(checked.stdout).toContain("history-changed");
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 1 });
});

test("a column's type cannot change within a major", async () => {
  const root = project();
  await tracklake(root, ["publish"]);
  write(root, { "schemas/plan-changed.ts": planChanged.replace("Type.Integer({ minimum: 1,", "Type.String({") });
  const checked = await tracklake(root, ["check"]);
  expect(checked.code).toBe(1);
  expect(checked.stdout).toContain("Breaks STORAGE, READER, WRITER, CALLER.");
  expect(checked.stdout).toContain("[TYPE_CHANGED]");
  expect(checked.stdout).toContain('Set "major: 2" in schemas/plan-changed.ts: the old table stays');
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 1 });
  expect(history(root)).toHaveLength(1);
  const edited = readFileSync(join(root, "schemas/plan-changed.ts"), "utf8");
  write(root, {
    "schemas/plan-changed.ts": edited.replace('name: "plan_changed",', 'name: "plan_changed",\n  major: 2,'),
  });
  expect(await tracklake(root, ["publish"])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("plan_changed 1.1 → 2.1 (new major)"),
  });
  const { stdout } = await tracklake(root, ["ddl", "plan_changed", "--views"]);
  for (const table of ["plan_changed_v1", "plan_changed_v2"]) expect(stdout).toContain(table);
});

test("a break for readers is published when it is acknowledged, until the acknowledgement expires", async () => {
  const root = project();
  await tracklake(root, ["publish"]);
  write(root, { "schemas/plan-changed.ts": planChanged.replace('Type.Literal("pro")', 'Type.Literal("max")') });
  const refused = await tracklake(root, ["publish"]);
  expect(refused.code).toBe(1);
  const prefix = /npx tracklake acknowledge ([0-9a-f]{12}) --reason "why"/.exec(refused.stderr)?.[1] ?? "";
  expect(prefix).not.toBe("");
  const { findings } = JSON.parse((await tracklake(root, ["check", "--json"])).stdout);
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "ENUM_VALUE_REMOVED", severity: "error", path: "plan_changed.plan", was: "pro" }),
  );
  const change = {
    rule: "ENUM_VALUE_REMOVED" as const,
    event: "plan_changed",
    major: 1,
    path: "plan_changed.plan",
    was: "pro",
  };
  const fingerprint = sha256(canonicalJson(change));
  expect(fingerprint.slice(0, 12)).toBe(prefix);
  const { major: _, was: __, ...named } = change;
  const entry = (expires: string) => ({ ...named, fingerprint, reason: "Nobody has it.", author: "Ann", expires });
  const acknowledge = (expires: string) =>
    write(root, { "schemas/acknowledgements.json": acknowledgementsText([entry(expires)]) });
  acknowledge("2020-01-01");
  expect((await tracklake(root, ["publish"])).stderr).toContain("acknowledgement by Ann expired on 2020-01-01");
  acknowledge("9999-12-31");
  expect((await tracklake(root, ["publish"])).stderr).toContain("ends on 9999-12-31, and one holds for a year at most");
  const misnamed = { ...entry(latestExpiry(today())), path: "plan_changed.harmless" };
  write(root, { "schemas/acknowledgements.json": acknowledgementsText([misnamed]) });
  expect((await tracklake(root, ["publish"])).stderr).toContain(
    "says that it is ENUM_VALUE_REMOVED of plan_changed.harmless: it covers nothing",
  );
  acknowledge(latestExpiry(today()));
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
  write(root, { "schemas/plan-changed.ts": planChanged.replace('Type.Literal("pro")', 'Type.Literal("top")') });
  expect((await tracklake(root, ["publish"])).stderr).toContain("[ENUM_VALUE_REMOVED]");
});

test("a project's policy decides", async () => {
  const root = project();
  await tracklake(root, ["publish"]);
  write(root, { "schemas/plan-changed.ts": planChanged.replace('Type.Literal("pro")', 'Type.Literal("max")') });
  const config = readFileSync(join(root, "tracklake.config.ts"), "utf8");
  write(root, {
    "tracklake.config.ts": config.replace(
      "lake:",
      'compatibility: { rules: { ENUM_VALUE_REMOVED: "warn" } },\n  lake:',
    ),
  });
  expect(await tracklake(root, ["publish"])).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("Breaks READER"),
  });
});

test("a history folder that is a file loses nothing", async () => {
  const root = project({ "schemas/history": "a file where the folder should be" });
  const { code, stderr } = await tracklake(root, ["publish"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error .*schemas.history cannot be read: ENOTDIR/);
  expect(readFileSync(join(root, "schemas/history"), "utf8")).toBe("a file where the folder should be");
  expect(stderr).not.toContain("    at ");
});

test("check writes what differs from the history as a comment for a pull request", async () => {
  const root = project();
  await tracklake(root, ["publish"]);
  const none = await tracklake(root, ["check", "--format", "markdown"]);
  expect(none.code).toBe(0);
  expect(none.stdout).toContain("### Event schemas: ✅ nothing differs\n");
  const more = planChanged.replace("plan:", 'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:');
  write(root, { "schemas/plan-changed.ts": more });
  const { code, stdout } = await tracklake(root, ["check", "--format", "markdown"]);
  expect(code).toBe(0);
  expect(stdout).toContain("#### `plan_changed` 1.1 → 1.2");
  expect(stdout).toContain("- new column `reason` `string`");
  expect(stdout).toContain("<details><summary>Table and views to come</summary>");
  write(root, { "schemas/plan-changed.ts": more.replace('name: "plan_changed"', 'name: "PlanChanged"') });
  const wrong = await tracklake(root, ["check", "--format", "markdown"]);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/### Findings\n\n\| \| where \| what \|[\s\S]*\(`name-style`\)/);
});
