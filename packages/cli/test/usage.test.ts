// `tracklake usage` in projects of its own: calls by the types of the generated client, findings, the ratchet.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { project, tracklake, write } from "./harness.js";

const orderCompleted = `import { defineEvent, Type } from "@tracklake/schema";
export default defineEvent({
  name: "order_completed",
  description: "An order was completed.",
  properties: Type.Object({
    id: Type.String({ description: "The order." }),
    old_id: Type.Optional(Type.String({ description: "The order.", deprecated: { reason: "Two ids", replacedBy: "id" } })),
  }),
});
`;
const tracker =
  'import { createTracker } from "../gen/index.js";\nexport const log = createTracker({ service: "a", sink: {} as never });\n';

async function shop(files: Record<string, string>): Promise<string> {
  const root = project({ "schemas/order-completed.ts": orderCompleted, "src/log.ts": tracker, ...files });
  expect((await tracklake(root, ["generate"])).code).toBe(0);
  return root;
}

test("events that nothing tracks, that only tests track, and deprecated fields are told with their places", async () => {
  const root = await shop({
    "test/plan.test.ts": 'import { log } from "../src/log.js";\nlog.planChanged({ plan: "pro" });\n',
    "src/order.ts": 'import { log } from "./log.js";\nlog.orderCompleted({ id: "1", old_id: "2" });\n',
  });
  const { code, stdout, stderr } = await tracklake(root, ["usage"]);
  expect(stderr).toMatch(/Reading \d+ files of code/);
  expect(stdout).toBe(
    [
      "src/order.ts:2:31: order_completed.old_id is deprecated: Two ids. Use id instead. [deprecated-field]",
      "schemas/plan-changed.ts:1: plan_changed is tracked only in tests. [only-in-tests]",
      "",
      "2 events, tracked at 2 places; 2 findings.",
      "",
    ].join("\n"),
  );
  expect(code).toBe(1);
});

test("the ratchet tolerates what is there, fails on what is new, and only shrinks", async () => {
  const root = await shop({
    "src/a.ts": 'import { log } from "./log.js";\nlog.orderCompleted({ id: "1", old_id: "2" });\n',
  });
  const ratchet = ["usage", "--ratchet", "usage.json"];
  const first = await tracklake(root, [...ratchet, "--update-ratchet"]);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toContain("0 findings; 2 tolerated by the ratchet.");
  expect((await tracklake(root, ratchet)).code).toBe(0);
  const kept = readFileSync(join(root, "usage.json"), "utf8");
  write(root, { "src/b.ts": 'import { log } from "./log.js";\nlog.orderCompleted({ id: "1", old_id: "2" });\n' });
  const second = await tracklake(root, [...ratchet, "--update-ratchet", "--json"]);
  expect(second.code).toBe(1);
  expect(JSON.parse(second.stdout).failing).toMatchObject([{ rule: "deprecated-field", file: "src/b.ts", line: 2 }]);
  expect(readFileSync(join(root, "usage.json"), "utf8")).toBe(kept);
  write(root, {
    "src/a.ts": "export {};\n",
    "src/b.ts":
      'import { log } from "./log.js";\nlog.planChanged({ plan: "pro" });\nlog.orderCompleted({ id: "1" });\n',
  });
  expect((await tracklake(root, [...ratchet, "--update-ratchet"])).code).toBe(0);
  expect(JSON.parse(readFileSync(join(root, "usage.json"), "utf8"))).toEqual({ tolerated: [] });
});

test.each<[string, string[], Record<string, string>, number, string]>([
  ["no file for the ratchet", ["--update-ratchet"], {}, 2, "name it with --ratchet"],
  ["a ratchet that is not there", ["--ratchet", "none.json"], {}, 2, "Add --update-ratchet"],
  ["a ratchet that is none", ["--ratchet", "r.json"], { "r.json": "[]" }, 2, "cannot be read"],
])("%s", async (_, argv, files, code, message) => {
  const outcome = await tracklake(project(files), ["usage", ...argv]);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(message);
});

test("without a client it says so, and goes by names", async () => {
  const root = project({ "src/a.js": 'export const f = (t) => t.planChanged({ plan: "pro" });\n' });
  const { code, stderr, stdout } = await tracklake(root, ["usage"]);
  expect(stderr).toContain("Run npx tracklake generate first");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "1 event, tracked at 1 place; 0 findings.\n" });
});
