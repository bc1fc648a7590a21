// publish and check: what changed, one file of history, and what stops a publish.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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
  expect(dry.stdout).toContain("plan_changed.reason  added, string, optional\n");
  expect(dry.stdout).toContain("plan_changed.plan  allows max\n");
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
  expect(stderr).toMatch(/schemas\/plan-changed\.ts\n {2}error {2}plan_changed\.plan {2}.*\[description\]/);
  const checked = await tracklake(root, ["check", "--format", "json"]);
  expect(checked.code).toBe(1);
  expect(JSON.parse(checked.stdout)).toEqual({
    findings: [
      {
        rule: "description",
        severity: "error",
        path: "plan_changed.plan",
        file: "schemas/plan-changed.ts",
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
  expect(checked.stdout).toContain("type-changed");
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 1 });
  expect(history(root)).toHaveLength(1);
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
  expect(none).toMatchObject({ code: 0, stdout: "### Event schemas\n\nNothing differs from history.\n" });
  const more = planChanged.replace("plan:", 'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:');
  write(root, { "schemas/plan-changed.ts": more });
  const { code, stdout } = await tracklake(root, ["check", "--format", "markdown"]);
  expect(code).toBe(0);
  expect(stdout).toContain("#### `plan_changed` 1.1 → 1.2");
  expect(stdout).toContain("- new: `reason` `string`");
  expect(stdout).toContain("<details><summary>DDL to come</summary>");
  write(root, { "schemas/plan-changed.ts": more.replace('name: "plan_changed"', 'name: "PlanChanged"') });
  const wrong = await tracklake(root, ["check", "--format", "markdown"]);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/^### Findings\n\n\| \| where \| what \|[\s\S]*\(`name-style`\)/);
});
