// An event whose definition is deleted: publish retires it, and clients of the history follow the definitions.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, tracklake, write } from "./harness.js";

const context = (more = "") => `import { defineContext, Type } from "@tracklake/schema";
export const user = defineContext({
  name: "user",
  description: "Who did it.",
  properties: Type.Object({ user_id: Type.String({ description: "Id." })${more} }),
});
`;
const withUser = (name: string, from = "./contexts/user.js") => `import { defineEvent, Type } from "@tracklake/schema";
import { user } from "${from}";
export default defineEvent({
  name: "${name}",
  description: "It is done.",
  answers: ["How often?"],
  contexts: [user],
});
`;
const plan = ', plan: Type.String({ description: "Plan." })';

const two = () =>
  project({
    "schemas/contexts/user.ts": context(),
    "schemas/a-done.ts": withUser("a_done"),
    "schemas/z-done.ts": withUser("z_done"),
  });
const generated = (root: string, file: string) => readFileSync(join(root, "gen", file), "utf8");

test("a context that grows after an event was deleted is whole in a client of the history", async () => {
  const root = two();
  await tracklake(root, ["publish"]);
  rmSync(join(root, "schemas/z-done.ts"));
  write(root, { "schemas/contexts/user.ts": context(plan) });
  const { code, stdout } = await tracklake(root, ["publish"]);
  expect(code).toBe(0);
  expect(stdout).toContain("z_done 1.1 retired: it is defined no more; its table and view stay\n");
  expect(stdout).toContain("1 changed event, 1 retired event, ");

  expect(await tracklake(root, ["generate", "--from", "."])).toMatchObject({ code: 0, stderr: "" });
  expect(generated(root, "index.d.ts")).toMatch(/user\?: \{[^}]*plan: string;/);
  expect(generated(root, "encoders.js")).toContain("plan");
  expect(generated(root, "event-names.js")).not.toContain("z_done");
  expect(readdirSync(join(root, "gen/athena"))).toContain("z_done_v1.sql");
  expect((await tracklake(root, ["publish"])).stdout).toBe("Nothing to publish: the history is up to date.\n");
});

test("only deleting an event is a change to publish, and defining it again another", async () => {
  const root = two();
  await tracklake(root, ["publish"]);
  rmSync(join(root, "schemas/z-done.ts"));
  const dry = await tracklake(root, ["publish", "--dry-run", "--json"]);
  expect(dry.code).toBe(1);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    published: [],
    retired: [{ event: "z_done", major: 1, revision: 1 }],
  });
  expect((await tracklake(root, ["check", "--format", "markdown"])).stdout).toContain("#### `z_done` 1.1 retired");
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
  write(root, { "schemas/z-done.ts": withUser("z_done") });
  expect((await tracklake(root, ["publish"])).stdout).toContain("z_done 1.1 → 1.2 (was retired, defined again)");
  await tracklake(root, ["generate", "--from", "."]);
  expect(generated(root, "event-names.js")).toContain("z_done");
});

test("two contexts of one name are an error of check, generate and publish", async () => {
  const root = two();
  write(root, {
    "schemas/contexts/account.ts": context(plan),
    "schemas/z-done.ts": withUser("z_done", "./contexts/account.js"),
  });
  for (const command of ["check", "generate", "publish"]) {
    const { code, stdout, stderr } = await tracklake(root, [command]);
    expect([command, code]).toEqual([command, 1]);
    expect(stdout + stderr).toMatch(
      /schemas\/z-done\.ts\n {2}(4:3 {2})?error {2}z_done {2}its context "user" is not that of "a_done".*user\.plan.*\[context-conflict\]/,
    );
  }
});
