// `check --fix` over real files: what it changes, what it leaves to the author, and that nothing else in a file moves.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { config, planChanged, project, tracklake, write } from "./harness.js";

const head = `import { column, defineContext, defineEvent, Type } from "@tracklake/schema";\n`;

/** A definition with these properties, in a file of its own. */
const definition = (properties: string, more = "") => `${head}${more}export default defineEvent({
  name: "job_finished",
  description: "A job ended.",
  answers: ["How long do jobs take?"],
  properties: Type.Object({
${properties}
  }),
});
`;

const file = "schemas/job-finished.ts";
const fix = ["check", "--fix"];

/** Runs the fixes, and gives the properties as they are afterwards. */
async function fixed(root: string, path = file): Promise<string> {
  await tracklake(root, fix);
  return readFileSync(join(root, path), "utf8");
}

describe("a unit is written into", () => {
  test.each<[string, string, string]>([
    ["no options", `wait_ms: Type.Integer(),`, `wait_ms: Type.Integer({ unit: "ms" }),`],
    ["empty options", `wait_ms: Type.Integer({}),`, `wait_ms: Type.Integer({ unit: "ms" }),`],
    [
      "options in a line",
      `wait_ms: Type.Integer({ minimum: 0 }),`,
      `wait_ms: Type.Integer({ unit: "ms", minimum: 0 }),`,
    ],
    [
      "options without spaces",
      `wait_ms: Type.Integer({minimum: 0}),`,
      `wait_ms: Type.Integer({unit: "ms", minimum: 0}),`,
    ],
    [
      "options on lines",
      `wait_ms: Type.Integer({\n      minimum: 0, // never negative\n    }),`,
      `wait_ms: Type.Integer({\n      unit: "ms",\n      minimum: 0, // never negative\n    }),`,
    ],
    [
      "options behind comments",
      `wait_ms: Type.Integer({ // of the queue\n      // never negative\n      minimum: 0,\n    }),`,
      `wait_ms: Type.Integer({ // of the queue\n      unit: "ms",\n      // never negative\n      minimum: 0,\n    }),`,
    ],
    [
      "options with a comment of lines",
      `wait_ms: Type.Integer({ /* of\n the queue */ minimum: 0 }),`,
      `wait_ms: Type.Integer({ unit: "ms", /* of\n the queue */ minimum: 0 }),`,
    ],
    ["only a comment", `wait_ms: Type.Integer({ /* later */ }),`, `wait_ms: Type.Integer({ unit: "ms" /* later */ }),`],
    [
      "only a comment on a line",
      `wait_ms: Type.Integer({\n      // later\n    }),`,
      `wait_ms: Type.Integer({\n      unit: "ms",\n      // later\n    }),`,
    ],
    [
      "Windows' lines",
      `wait_ms: Type.Integer({\r\n      minimum: 0,\r\n    }),`,
      `wait_ms: Type.Integer({\r\n      unit: "ms",\r\n      minimum: 0,\r\n    }),`,
    ],
    [
      "something optional",
      `wait_ms: Type.Optional(Type.Integer({ minimum: 0 })),`,
      `wait_ms: Type.Optional(Type.Integer({ unit: "ms", minimum: 0 })),`,
    ],
    ["a decimal", `price_jpy: column.decimal(12, 2),`, `price_jpy: column.decimal(12, 2, { unit: "JPY" }),`],
    [
      "a decimal with a comma",
      `price_jpy: column.decimal(\n      12,\n      2,\n    ),`,
      `price_jpy: column.decimal(\n      12,\n      2, { unit: "JPY" },\n    ),`,
    ],
    ["a list", `waits_ms: Type.Array(Type.Integer()),`, `waits_ms: Type.Array(Type.Integer(), { unit: "ms" }),`],
    [
      "what may be null",
      `wait_ms: Type.Union([Type.Integer(), Type.Null()]),`,
      `wait_ms: Type.Union([Type.Integer(), Type.Null()], { unit: "ms" }),`,
    ],
    ["parentheses", `wait_ms: (Type.Integer({ minimum: 0 })),`, `wait_ms: (Type.Integer({ unit: "ms", minimum: 0 })),`],
    [
      "a list of objects",
      `steps: Type.Array(Type.Object({ wait_ms: Type.Integer() })),`,
      `steps: Type.Array(Type.Object({ wait_ms: Type.Integer({ unit: "ms" }) })),`,
    ],
    [
      "a map of objects",
      `steps: Type.Record(Type.String(), Type.Object({ wait_ms: Type.Integer() })),`,
      `steps: Type.Record(Type.String(), Type.Object({ wait_ms: Type.Integer({ unit: "ms" }) })),`,
    ],
  ])("%s", async (_, given, want) => {
    const root = project({ [file]: definition(`    ${given}`) });
    expect(await fixed(root)).toBe(definition(`    ${want}`));
    const again = await tracklake(root, fix);
    expect(again.stderr).toContain("Nothing to fix.");
    expect(readFileSync(join(root, file), "utf8")).toBe(definition(`    ${want}`));
  });
});

describe("a definition is followed to", () => {
  const property = (more: string, value: string) => definition(`    ${value}`, more);

  test.each<[string, string, string, string]>([
    ["a constant", `const wait = Type.Integer();\n`, `wait_ms: wait,`, `const wait = Type.Integer({ unit: "ms" });\n`],
    [
      "a function",
      `const wait = () => Type.Integer();\n`,
      `wait_ms: wait(),`,
      `const wait = () => Type.Integer({ unit: "ms" });\n`,
    ],
    [
      "a function that returns",
      `function timed() {\n  // shared\n  return { wait_ms: Type.Integer() };\n}\n`,
      `...timed(),`,
      `function timed() {\n  // shared\n  return { wait_ms: Type.Integer({ unit: "ms" }) };\n}\n`,
    ],
    [
      "a member",
      `const all = { wait: Type.Integer() };\n`,
      `wait_ms: all.wait,`,
      `const all = { wait: Type.Integer({ unit: "ms" }) };\n`,
    ],
    [
      "a spread",
      `const all = { wait_ms: Type.Integer() };\n`,
      `...all,`,
      `const all = { wait_ms: Type.Integer({ unit: "ms" }) };\n`,
    ],
    ["a shorthand", `const wait_ms = Type.Integer();\n`, `wait_ms,`, `const wait_ms = Type.Integer({ unit: "ms" });\n`],
  ])("%s", async (_, more, value, want) => {
    expect(await fixed(project({ [file]: property(more, value) }))).toBe(property(want, value));
  });

  test("another file, for every event that uses it", async () => {
    const shared = (options: string) =>
      `${head}// Times.\nexport function timed() {\n  return { wait_ms: Type.Integer(${options}) };\n}\n`;
    const using = (name: string) =>
      definition("    ...timed(),", `import { timed } from "./types/timed.js";\n`).replace("job_finished", name);
    const root = project({
      "schemas/types/timed.ts": shared(""),
      "schemas/a.ts": using("a_done"),
      "schemas/b.ts": using("b_done"),
    });
    expect(await fixed(root, "schemas/types/timed.ts")).toBe(shared(`{ unit: "ms" }`));
    expect(readFileSync(join(root, "schemas/a.ts"), "utf8")).toBe(using("a_done"));
  });

  test("a context of another file", async () => {
    const context = (options: string) =>
      `${head}export const queue = defineContext({ name: "queue", properties: Type.Object({ wait_ms: Type.Integer(${options}) }) });\n`;
    const using = definition("").replace("properties:", "contexts: [queue],\n  properties:");
    const event = using.replace(head, `${head}import { queue } from "./contexts/queue.js";\n`);
    const root = project({
      "schemas/contexts/queue.ts": context(""),
      [file]: event,
      "schemas/b.ts": event.replace("job_finished", "b_done"),
    });
    expect(await fixed(root, "schemas/contexts/queue.ts")).toBe(context(`{ unit: "ms" }`));
  });
});

describe("a name is written", () => {
  test.each<[string, string, string]>([
    ["as lower_snake", `jobName: Type.String(),`, `job_name: Type.String(),`],
    ["without quotes", `"job-name": Type.String(),`, `job_name: Type.String(),`],
    ["for a shorthand", `jobName,`, `job_name: jobName,`],
    ["at depth", `job: Type.Object({ jobName: Type.String() }),`, `job: Type.Object({ job_name: Type.String() }),`],
    ["with its unit", `waitMs: Type.Integer(),`, `wait_ms: Type.Integer({ unit: "ms" }),`],
  ])("%s", async (_, given, want) => {
    const more = given === "jobName," ? "const jobName = Type.String();\n" : "";
    const root = project({ [file]: definition(`    ${given}`, more) });
    await tracklake(root, fix);
    // The unit of a name is seen once it is one of several words.
    expect(await fixed(root)).toBe(definition(`    ${want}`, more));
  });

  test("for an event, in its quotes", async () => {
    const given = planChanged.replace('"plan_changed"', "'PlanChanged'");
    const root = project({ "schemas/plan-changed.ts": given });
    expect(await fixed(root, "schemas/plan-changed.ts")).toBe(given.replace("PlanChanged", "plan_changed"));
  });

  test("never where it is published", async () => {
    const root = project({ [file]: definition('    wait_ms: Type.Integer({ description: "Time in the queue." }),') });
    expect((await tracklake(root, ["publish", "--message", "first"])).code).toBe(0);
    const published = definition('    wait_ms: Type.Integer({ unit: "ms", description: "Time in the queue." }),');
    expect(await fixed(root)).toBe(published);
  });

  test("never where the better one is taken", async () => {
    const given = definition("    jobName: Type.String(),\n    job_name: Type.String(),");
    expect(await fixed(project({ [file]: given }))).toBe(given);
  });
});

const ignoring = (ignore: string) => config.replace("  owner:", `  lint: {\n    ignore: ${ignore},\n  },\n  owner:`);

describe("an entry that ignores nothing is taken out", () => {
  test.each<[string, string, string]>([
    ["alone", `["secret@a_done.token"]`, `[]`],
    ["first", `["secret@a_done.token", "generic-name@plan_changed.value"]`, `["generic-name@plan_changed.value"]`],
    ["last", `["generic-name@plan_changed.value", "secret@a_done.token"]`, `["generic-name@plan_changed.value"]`],
    [
      "on its line",
      `[\n      // Until the new checkout.\n      "generic-name@plan_changed.value",\n      "secret@a_done.token",\n    ]`,
      `[\n      // Until the new checkout.\n      "generic-name@plan_changed.value",\n    ]`,
    ],
    [
      "while its comments stay",
      `[\n      "secret@a_done.token", // why\n      "generic-name@plan_changed.value",\n    ]`,
      `[\n      // why\n      "generic-name@plan_changed.value",\n    ]`,
    ],
    [
      "before a comment and its comma",
      `["generic-name@plan_changed.value", "secret@a_done.token" /* why */,]`,
      `["generic-name@plan_changed.value", /* why */]`,
    ],
  ])("%s", async (_, given, want) => {
    const root = project({
      "tracklake.config.ts": ignoring(given),
      "schemas/plan-changed.ts": planChanged.replace(
        "seats:",
        'value: Type.String({ description: "What was paid for." }),\n    seats:',
      ),
    });
    expect((await tracklake(root, ["check"])).stdout).toMatch(/secret@a_done\.token.*\[stale-ignore\]/);
    expect(await fixed(root, "tracklake.config.ts")).toBe(ignoring(want));
    expect((await tracklake(root, ["check"])).stdout).not.toContain("stale-ignore");
  });
});

describe("a finding stays, with the reason,", () => {
  test.each<[string, string, string, string]>([
    [
      "where options come from a variable",
      `const options = { minimum: 0 };\n`,
      `wait_ms: Type.Integer(options),`,
      "its options are not written in place",
    ],
    [
      "where properties are computed",
      `const all = Object.fromEntries([["wait_ms", Type.Integer()]]);\n`,
      `...all,`,
      "its definition is not written in place",
    ],
    [
      "where a function chooses",
      `const wait = (long: boolean) => {\n  if (long) return Type.Integer();\n  return Type.Number();\n};\n`,
      `wait_ms: wait(true),`,
      "its type is not written as Type.… or column.…",
    ],
  ])("%s", async (_, more, value, reason) => {
    const given = definition(`    ${value}`, more);
    const root = project({ [file]: given });
    const { stderr } = await tracklake(root, fix);
    expect(stderr).toContain(`${file}  job_finished.wait_ms  not fixed: ${reason}  [unit-missing]`);
    expect(readFileSync(join(root, file), "utf8")).toBe(given);
  });
});

test("what would change more than was fixed is left, and the rest is fixed", async () => {
  // One constant for a property that is ignored and one that is fixed.
  const given = definition("    wait_ms: wait,\n    total_ms: wait,", "const wait = Type.Integer();\n");
  const other = definition("    wait_ms: Type.Integer(),").replace("job_finished", "other_done");
  const root = project({
    "tracklake.config.ts": ignoring(`["unit-missing@job_finished.total_ms"]`),
    [file]: given,
    "schemas/other.ts": other,
  });
  const { code, stderr } = await tracklake(root, fix);
  expect(code).toBe(1);
  expect(stderr).toContain(`not fixed: job_finished would have become another event (${file})  [unit-missing]`);
  expect(readFileSync(join(root, file), "utf8")).toBe(given);
  expect(readFileSync(join(root, "schemas/other.ts"), "utf8")).toContain('wait_ms: Type.Integer({ unit: "ms" })');
});

test("code that events share is left where it would change an event that is not fixed", async () => {
  const shared = `${head}export const wait = Type.Integer();\n`;
  const from = `import { wait } from "./types/wait.js";\n`;
  const ignored = definition("    wait_ms: wait,", from);
  const root = project({
    "tracklake.config.ts": ignoring(`["unit-missing@job_finished.wait_ms"]`),
    "schemas/types/wait.ts": shared,
    [file]: ignored,
    "schemas/other.ts": ignored.replace("job_finished", "other_done"),
  });
  const { stderr } = await tracklake(root, fix);
  expect(stderr).toContain(`not fixed: job_finished would have become another event (${file})`);
  expect(readFileSync(join(root, "schemas/types/wait.ts"), "utf8")).toBe(shared);
});

describe("a name stays where something speaks of it:", () => {
  const pageUrl = "    pageUrl: Type.String(),";
  test.each<[string, string, string, string]>([
    [
      "an example of the event",
      definition(pageUrl).replace("  properties:", '  examples: [{ pageUrl: "/a" }],\n  properties:'),
      "job_finished.pageUrl",
      `an example in ${file} names it`,
    ],
    [
      "an example of the struct around it",
      definition('    page: Type.Object({ pageUrl: Type.String() }, { examples: [{ pageUrl: "/a" }] }),'),
      "job_finished.page.pageUrl",
      `an example in ${file} names it`,
    ],
    [
      "a field that it replaces",
      definition(
        `${pageUrl}\n    old_url: Type.Optional(Type.String({ deprecated: { reason: "Moved.", replacedBy: "pageUrl" } })),`,
      ),
      "job_finished.pageUrl",
      `replacedBy in ${file} names it`,
    ],
    [
      "an event of another file that it replaces",
      definition("").replace('"job_finished"', '"jobFinished"'),
      "jobFinished",
      "replacedBy in schemas/old.ts names it",
    ],
    ["what is ignored", definition(pageUrl), "job_finished.pageUrl", "lint.ignore speaks of it"],
  ])("%s", async (_, given, path, reason) => {
    const old = definition("")
      .replace("job_finished", "old_done")
      .replace(
        "  properties:",
        '  deprecated: { reason: "One event now.", replacedBy: "jobFinished" },\n  properties:',
      );
    const root = project({
      ...(reason.startsWith("lint") ? { "tracklake.config.ts": ignoring(`["unbounded@${path}"]`) } : {}),
      ...(path === "jobFinished" ? { "schemas/old.ts": old } : {}),
      [file]: given,
    });
    const { stderr } = await tracklake(root, fix);
    expect(stderr).toContain(`${file}  ${path}  not fixed: ${reason}`);
    expect(readFileSync(join(root, file), "utf8")).toBe(given);
  });
});

test("--dry-run shows the lines and writes nothing", async () => {
  const given = definition(
    "    wait_ms: Type.Integer({\n      minimum: 0,\n    }),\n    jobName: Type.String(), // as shown",
  );
  const root = project({ [file]: given });
  const { stderr, stdout } = await tracklake(root, ["check", "--dry-run"]);
  expect(stderr).toBe(
    `${[
      `${file}:7  job_finished.wait_ms  unit: "ms"  [unit-missing]`,
      `${file}:10  job_finished.jobName  renamed to "job_name"  [name-style]`,
      "  -     wait_ms: Type.Integer({",
      "  +     wait_ms: Type.Integer({",
      '  +       unit: "ms",',
      "  -     jobName: Type.String(), // as shown",
      "  +     job_name: Type.String(), // as shown",
      "Would fix 2 in 1 file; nothing was written.",
    ].join("\n")}\n`,
  );
  expect(stdout).toContain("[name-style]");
  expect(readFileSync(join(root, file), "utf8")).toBe(given);
});

test("what is fixed is checked afterwards, and JSON stays JSON", async () => {
  const root = project({ [file]: definition('    wait_ms: Type.Integer({ description: "Time in the queue." }),') });
  const { code, stdout, stderr } = await tracklake(root, [...fix, "--json"]);
  expect(code).toBe(0);
  expect(stderr).toContain("Fixed 1 in 1 file.");
  expect(JSON.parse(stdout)).toEqual({ findings: [], counts: { error: 0, warning: 0, note: 0 } });
});

test("a file that does not compile is refused before anything is changed", async () => {
  const root = project({ [file]: definition("    wait_ms: Type.Integer(),") });
  write(root, { "schemas/broken.ts": `${head}export default defineEvent({ name: "a_done" ` });
  const { code, stderr } = await tracklake(root, fix);
  expect(code).toBe(1);
  expect(stderr).toContain("schemas/broken.ts:2");
  expect(readFileSync(join(root, file), "utf8")).toBe(definition("    wait_ms: Type.Integer(),"));
});

test("a configuration of another place, named by its whole path, is fixed there", async () => {
  const root = project({ "tracklake.config.ts": ignoring(`["secret@a_done.token"]`) });
  const { stderr } = await tracklake("/", ["check", "--fix", "--config", join(root, "tracklake.config.ts")]);
  expect(stderr).toContain("Fixed 1 in 1 file.");
  expect(readFileSync(join(root, "tracklake.config.ts"), "utf8")).toBe(ignoring("[]"));
});

test("a file that is not UTF-8 keeps every byte, and says why", async () => {
  const text = definition("    wait_ms: Type.Integer(),", "// caf\u00e9\n");
  const root = project({ [file]: text });
  const latin = Buffer.from(text, "latin1");
  writeFileSync(join(root, file), latin);
  const { stderr } = await tracklake(root, fix);
  expect(stderr).toContain("not fixed: the file is not UTF-8");
  expect(readFileSync(join(root, file)).equals(latin)).toBe(true);
});

test("a mark of the byte order stays where it is", async () => {
  const root = project({ [file]: `\uFEFF${definition("    wait_ms: Type.Integer(),")}` });
  expect(await fixed(root)).toBe(`\uFEFF${definition('    wait_ms: Type.Integer({ unit: "ms" }),')}`);
});
