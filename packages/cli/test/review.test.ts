// review, check --base and acknowledge, in a real repository: what is new, what was there, what is intended.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Acknowledgement } from "@tracklake/compat";
import type { ReviewedChange } from "@tracklake/review";
import type { Finding } from "@tracklake/schema";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { botLogin, githubDouble, token } from "./github/github-double.js";
import { folder, project, tracklake, write } from "./harness.js";
import { type Edit, type Repository, repository } from "./walk-through/repository.js";

const plan = "schemas/plan-changed.ts";
const withoutTeam: Edit = { [plan]: [[', Type.Literal("team")]', "]"]] };
/** Another event loses a value, too. */
const withoutTeamAndYen: Edit = { ...withoutTeam, "schemas/order-placed.ts": [['[Type.Literal("JPY"), ', "["]] };
const withReason: Edit = {
  [plan]: [
    ["    seats:", '    reason: Type.Optional(Type.String({ maxLength: 9, description: "Why." })),\n    seats:'],
  ],
};

let team: Repository;
beforeEach(async () => {
  team = await repository();
});
afterEach(() => team.remove());

const edit = (change: Edit) => team.branch(change);
const commit = (message = "A change") => {
  team.git("add", ".");
  team.git("commit", "--quiet", "--message", message);
};
const review = async (...more: string[]) => {
  const { code, stdout, stderr } = await tracklake(team.root, ["review", "--json", ...more]);
  return { code, stderr, review: stdout === "" ? undefined : JSON.parse(stdout) };
};
const acknowledgements = (): Acknowledgement[] =>
  JSON.parse(readFileSync(join(team.root, "schemas/acknowledgements.json"), "utf8")).acknowledgements;

describe("the base", () => {
  test("is main where nothing else is said, committed or not", async () => {
    edit(withoutTeam);
    const before = await review();
    expect(before).toMatchObject({ code: 1, review: { verdict: "breaks", base: { ref: "main" } } });
    commit();
    expect((await review()).review.base.commit).toBe(team.git("rev-parse", "main").trim());
  });

  test("is the branch that CI says the change goes to", async () => {
    edit(withoutTeam);
    commit();
    team.git("branch", "release", "change");
    const { stdout } = await tracklake(team.root, ["review", "--json"], { env: { GITHUB_BASE_REF: "release" } });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "nothing", base: { ref: "release" } });
  });

  test("what main broke without publishing it is existing, and a change of another event passes", async () => {
    edit(withoutTeam);
    commit();
    team.git("branch", "--force", "main", "change");
    edit({ "schemas/report-exported.ts": [["maxLength: 100", "maxLength: 200"]] });
    const { code, review: of } = await review("--base", "main");
    expect(code).toBe(0);
    expect(of).toMatchObject({
      verdict: "notes",
      standing: [{ event: "plan_changed", breaks: [{ judgement: { rule: "ENUM_VALUE_REMOVED" } }] }],
    });
    expect((await tracklake(team.root, ["check", "--base", "main"])).code).toBe(0);
    expect((await tracklake(team.root, ["check"])).code).toBe(1);
    edit(withReason);
    const same = await review("--base", "main");
    expect(same).toMatchObject({
      code: 0,
      review: { events: [{ existing: [{ judgement: { rule: "ENUM_VALUE_REMOVED" } }] }] },
    });
  });

  test("a change that publishes in its own branch is reviewed as if it had not", async () => {
    edit(withReason);
    expect((await tracklake(team.root, ["publish"])).code).toBe(0);
    commit();
    const { code, review: of } = await review();
    expect(code).toBe(0);
    expect(of.events).toMatchObject([
      { event: "plan_changed", before: 1, revision: 2, changes: [{ judgement: { rule: "FIELD_ADDED" } }] },
    ]);
  });

  test("what a change publishes hides none of its breaks, whatever is edited after it", async () => {
    edit(withoutTeam);
    const acknowledge = ["acknowledge", "plan_changed", "ENUM_VALUE_REMOVED", "--reason", "r", "--author", "Aki"];
    expect((await tracklake(team.root, acknowledge)).code).toBe(0);
    expect((await tracklake(team.root, ["publish"])).code).toBe(0);
    unlinkSync(join(team.root, "schemas/acknowledgements.json"));
    const text = readFileSync(join(team.root, plan), "utf8");
    write(team.root, { [plan]: text.replace("An organisation moved", "Some organisation moved") });
    commit();
    const { code, review: of } = await review();
    expect([code, of.verdict]).toEqual([1, "breaks"]);
    expect(of.events[0].changes.map(({ judgement }: ReviewedChange) => judgement.rule)).toEqual([
      "EVENT_METADATA_CHANGED",
      "ENUM_VALUE_REMOVED",
    ]);
    expect((await tracklake(team.root, ["check", "--base", "main"])).stdout).toContain("[ENUM_VALUE_REMOVED]");
  });

  test("what breaks with a revision that the change published itself is told too", async () => {
    edit(withReason);
    expect((await tracklake(team.root, ["publish"])).code).toBe(0);
    const text = readFileSync(join(team.root, plan), "utf8");
    write(team.root, { [plan]: text.replace("Type.String({ maxLength: 9", "Type.Integer({ minimum: 9") });
    commit();
    const { code, review: of } = await review();
    expect(code).toBe(1);
    expect(of.events[0]).toMatchObject({
      bump: "major",
      changes: [{ judgement: { rule: "FIELD_ADDED" } }, { judgement: { rule: "TYPE_CHANGED" }, level: "error" }],
    });
  });

  test("history that was at the base may not be taken away or rewritten", async () => {
    edit({});
    const [name = ""] = team.git("ls-files", "schemas/history").trim().split("\n");
    team.git("rm", "--quiet", name);
    const { code, review: of } = await review();
    expect(code).toBe(1);
    expect(of.findings).toContainEqual(expect.objectContaining({ rule: "history-removed", severity: "error" }));
  });

  test.each<[string, string, string]>([
    ["another folder of schemas", "schemas", "events"],
    ["a folder of the project's own", "schemas", "services/shop/schemas"],
    ["another name of the configuration", "schemas", "schemas"],
  ])("%s hides no history, and moves it without a word", async (_, from, to) => {
    edit({});
    const nested = to.includes("/") ? "services/shop/" : "";
    const config = readFileSync(join(team.root, "tracklake.config.ts"), "utf8");
    mkdirSync(join(team.root, to, ".."), { recursive: true });
    if (from !== to) team.git("mv", from, to);
    unlinkSync(join(team.root, "tracklake.config.ts"));
    const name = from === to ? "tracklake.config.mts" : `${nested}tracklake.config.ts`;
    write(team.root, {
      [name]: config.replace("defineConfig({", `defineConfig({\n  schemas: "${to.slice(nested.length)}",`),
    });
    const root = join(team.root, nested);
    const json = async () => JSON.parse((await tracklake(root, ["review", "--json", "--base", "main"])).stdout);
    expect(await json()).toMatchObject({ verdict: "nothing", findings: [], remarks: [] });
    for (const file of readdirSync(join(team.root, to, "history"))) rmSync(join(team.root, to, "history", file));
    const order = readFileSync(join(team.root, to, "order-placed.ts"), "utf8");
    write(team.root, { [`${to}/order-placed.ts`]: order.replace("column.decimal(12, 2,", "column.decimal(12, 3,") });
    const hidden = await json();
    expect(hidden.verdict).toBe("breaks");
    expect(hidden.findings[0]).toMatchObject({ rule: "history-removed", severity: "error" });
    if (from !== to) expect(hidden.findings[0].message).toContain("is at the base, in schemas/history, and not here");
    expect(hidden.events).toMatchObject([{ bump: "major", changes: [{ judgement: { rule: "DECIMAL_CHANGED" } }] }]);
  });

  test("findings of lint that the base has too are notes, and new ones are not", async () => {
    const nameless = readFileSync(join(team.root, plan), "utf8")
      .replace("plan_changed", "page_viewed")
      .replace('description: "An organisation moved to another plan.",', "");
    write(team.root, { "schemas/page-viewed.ts": nameless });
    commit("No description");
    edit({ [plan]: [["maximum: 500", "maximum: 900"]] });
    commit();
    const { code, review: of } = await review("--base", "main");
    expect(code).toBe(0);
    expect(of.findings.filter(({ rule }: Finding) => rule === "description")).toMatchObject([
      { path: "page_viewed", severity: "note", message: expect.stringMatching(/^It is so at the base already: /) },
    ]);
    const checked = await tracklake(team.root, ["check", "--base", "main"]);
    expect([checked.code, (await tracklake(team.root, ["check"])).code]).toEqual([0, 1]);
    const text = readFileSync(join(team.root, plan), "utf8");
    write(team.root, { [plan]: text.replace('description: "An organisation moved to another plan.",', "") });
    const worse = await review("--base", "main");
    expect([worse.code, worse.review.verdict]).toEqual([1, "breaks"]);
    expect(worse.review.findings.filter(({ severity }: Finding) => severity === "error")).toMatchObject([
      { rule: "description", path: "plan_changed" },
    ]);
  });

  test("a policy that the change weakens is said, and no break passes as none", async () => {
    edit({
      ...withoutTeam,
      "tracklake.config.ts": [
        [
          'owner: "growth",',
          'owner: "growth",\n  compatibility: { axes: { READER: "off", CALLER: "note" } },\n  lint: { answers: "off" },',
        ],
      ],
    });
    const { code, review: of } = await review();
    expect([code, of.verdict]).toEqual([0, "warnings"]);
    expect(of.findings).toMatchObject([
      {
        rule: "policy-weakened",
        path: "compatibility.axes.READER",
        was: "acknowledge",
        is: "off",
        severity: "warning",
      },
      { rule: "policy-weakened", path: "compatibility.axes.CALLER", was: "warn", is: "note" },
      { rule: "policy-weakened", path: "lint.answers", was: "warning", is: "off" },
    ]);
    commit();
    team.git("branch", "--force", "main", "change~0");
    const { stdout } = await tracklake(team.root, ["review", "--base", "main", "--format", "markdown"]);
    expect(stdout).not.toContain("policy-weakened");
    team.git("checkout", "--quiet", "-B", "next");
    write(team.root, {
      "schemas/report-exported.ts": readFileSync(join(team.root, "schemas/report-exported.ts"), "utf8").replace(
        "maxLength: 100",
        "maxLength: 10",
      ),
    });
    const passed = await tracklake(team.root, ["review", "--base", "main", "--format", "markdown"]);
    expect(passed.stdout).toContain("1 break that the project's policy lets pass, nothing stops this change");
    expect(passed.stdout).not.toContain("nothing breaks");
  });

  test("definitions that do not load at the base are said, and the history stands for them", async () => {
    edit({ [plan]: [["export default", "import './nowhere.js';\nexport default"]] });
    commit("Broken");
    team.git("branch", "--force", "main", "change");
    edit({
      [plan]: [
        ["import './nowhere.js';\n", ""],
        ["maximum: 500", "maximum: 900"],
      ],
    });
    const { code, review: of } = await review("--base", "main");
    expect(code).toBe(0);
    expect(of.remarks.join()).toMatch(/The definitions at main \([0-9a-f]{10}\) do not load.*nowhere/);
    expect(of.events).toMatchObject([{ event: "plan_changed" }]);
  });

  test("a project in a folder of its repository, with definitions that import from beside it", async () => {
    const nested = join(team.root, "services/shop");
    write(team.root, {
      "shared/texts.ts": 'export const why = "Why.";\n',
      "services/shop/tracklake.config.ts": readFileSync(join(team.root, "tracklake.config.ts"), "utf8"),
      "services/shop/schemas/a.ts": `import { defineEvent, Type } from "@tracklake/schema";
import { why } from "../../../shared/texts.js";
export default defineEvent({ name: "shop_opened", description: "A.", answers: ["B?"], properties: Type.Object({ why: Type.String({ maxLength: 9, description: why }) }) });
`,
    });
    expect((await tracklake(nested, ["publish"])).code).toBe(0);
    commit();
    write(team.root, { "shared/texts.ts": 'export const why = "The reason.";\n' });
    const { stdout } = await tracklake(nested, ["review", "--base", "HEAD", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "safe",
      remarks: [],
      events: [{ event: "shop_opened", changes: [{ judgement: { rule: "FIELD_METADATA_CHANGED" } }] }],
    });
    write(nested, {
      "schemas/a.ts": readFileSync(join(nested, "schemas/a.ts"), "utf8").replace("maxLength: 9", "maxLength: 3"),
    });
    const { stdout: annotated } = await tracklake(nested, ["review", "--format", "github"]);
    expect(annotated).toMatch(
      /^::error file=services\/shop\/schemas\/a\.ts,line=3,col=\d+,title=CONSTRAINT_TIGHTENED::/m,
    );
  });

  test.each<[string, string[], RegExp]>([
    [
      "a ref that is not there",
      ["review", "--base", "nowhere"],
      /--base names "nowhere", which is no commit.*git fetch origin nowhere/,
    ],
    ["an option for a ref", ["review", "--base=--all"], /no commit/],
  ])("%s is wrong use", async (_, argv, want) => {
    const { code, stderr } = await tracklake(team.root, argv);
    expect([code, stderr]).toEqual([2, expect.stringMatching(want)]);
  });

  test("a shallow clone says how to fetch the rest", async () => {
    edit(withReason);
    commit();
    const clone = mkdtempSync(join(tmpdir(), "tracklake-clone-"));
    onTestFinished(() => rmSync(clone, { recursive: true }));
    team.git("checkout", "--quiet", "main");
    execFileSync("git", [
      "clone",
      "--quiet",
      "--depth=1",
      "--no-single-branch",
      "--branch=change",
      `file://${team.root}`,
      clone,
    ]);
    const parted = await tracklake(clone, ["review"]);
    expect([parted.code, parted.stderr]).toEqual([
      3,
      expect.stringMatching(/shallow[\s\S]*fetch-depth: 0[\s\S]*git fetch --unshallow/),
    ]);
    const unknown = await tracklake(clone, ["review"], { env: { GITHUB_BASE_REF: "release" } });
    expect([unknown.code, unknown.stderr]).toEqual([
      3,
      expect.stringMatching(/shallow and does not hold release[\s\S]*fetch-depth: 0/),
    ]);
    execFileSync("git", ["fetch", "--quiet", "--unshallow"], { cwd: clone });
    expect(await tracklake(clone, ["review"])).toMatchObject({ code: 0, stderr: "" });
  });

  test("a shallow clone of one branch, which names no other, is no clone in which nothing differs", async () => {
    edit(withoutTeam);
    await tracklake(team.root, [
      "acknowledge",
      "plan_changed",
      "ENUM_VALUE_REMOVED",
      "--reason",
      "r",
      "--author",
      "Aki",
    ]);
    expect((await tracklake(team.root, ["publish"])).code).toBe(0);
    commit();
    team.git("checkout", "--quiet", "main");
    const clone = mkdtempSync(join(tmpdir(), "tracklake-clone-"));
    onTestFinished(() => rmSync(clone, { recursive: true }));
    execFileSync("git", ["clone", "--quiet", "--depth=1", "--branch=change", `file://${team.root}`, clone]);
    for (const argv of [["review"], ["review", "--json"], ["check", "--base"]]) {
      const { code, stderr } = await tracklake(clone, argv);
      expect([argv, code, stderr]).toEqual([
        argv,
        3,
        expect.stringMatching(/This clone is shallow[\s\S]*fetch-depth: 0[\s\S]*git fetch --unshallow/),
      ]);
    }
    expect((await tracklake(clone, ["check"])).code).toBe(0);
  });

  test("without a repository everything published is compared with, which is said", async () => {
    const root = project();
    await tracklake(root, ["publish"]);
    const { code, stdout } = await tracklake(root, ["review", "--json"]);
    const said = expect.stringMatching(/^Compared with what is published alone: no base was found/);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ verdict: "nothing", base: null, remarks: [said] }),
    ]);
    for (const format of ["text", "markdown"]) {
      expect((await tracklake(root, ["review", "--format", format])).stdout).toContain("no base was found");
    }
    for (const format of ["sarif", "junit", "github"]) {
      expect((await tracklake(root, ["review", "--format", format])).stderr).toContain("no base was found");
    }
  });

  test.each<[string, (root: string) => void, string[], RegExp]>([
    ["in a plain folder", () => undefined, ["check", "--base"], /no base to compare with: git knows no repository/],
    ["of a ref in a plain folder", () => undefined, ["check", "--base", "main"], /git knows no repository/],
    [
      "in a repository without a commit",
      (root) => void execFileSync("git", ["init", "--quiet"], { cwd: root }),
      ["check", "--base"],
      /has no commit yet/,
    ],
  ])("a base that is asked for has to be there: %s", async (_, prepare, argv, want) => {
    const root = project();
    prepare(root);
    const { code, stderr } = await tracklake(root, argv);
    expect([code, stderr]).toEqual([3, expect.stringMatching(want)]);
    expect((await tracklake(root, ["check"])).code).toBe(0);
  });
});

test.each([
  ["bucket", "acme-lake", "other-lake", "LAKE_BUCKET_CHANGED", "STORAGE"],
  ["name", '"acme"', '"umbrella"', "LAKE_NAME_CHANGED", "READER"],
])("another %s of the lake is judged", async (_, from, to, rule, axis) => {
  edit({ "tracklake.config.ts": [[from, to]] });
  const { code, review: of } = await review();
  expect([code, of.verdict]).toEqual([1, "breaks"]);
  expect(of.lake).toMatchObject([{ judgement: { rule, verdicts: { [axis]: "break" } }, level: "error" }]);
});

test("queries that read what is taken away are named, with what could not be read", async () => {
  edit({
    "schemas/order-placed.ts": [
      ['    coupon: Type.Optional(Type.String({ description: "Code of the coupon." })),\n', ""],
    ],
  });
  write(team.root, { "queries/sub/broken.sql": "SELECT coupon, FROM order_placed WHERE ) = (" });
  const { review: of } = await review();
  expect(of.queries).toEqual([
    {
      file: "queries/revenue.sql",
      line: 4,
      column: 7,
      event: "order_placed",
      field: "coupon",
      change: "removed",
      certainty: "certain",
      text: "WHERE coupon IS NULL",
    },
  ]);
  expect(of.remarks.join()).toMatch(/^queries\/sub\/broken\.sql:1 cannot be read as SQL/);
  expect(of.deployOrder.map(({ action }: { action: string }) => action)).toEqual([
    "remove-calls",
    "apply-rest",
    "replace-views",
  ]);
});

describe("acknowledge", () => {
  test("the command that the report prints lets the change through, until it expires, and no other change", async () => {
    edit(withoutTeam);
    const { review: of } = await review();
    const command: string = of.events[0].changes[0].command;
    const [, prefix = ""] = /^npx tracklake acknowledge ([0-9a-f]{12}) --reason "why"$/.exec(command) ?? [];
    const done = await tracklake(team.root, ["acknowledge", prefix, "--reason", "never sold", "--author", "Aki"]);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toContain("Written to schemas/acknowledgements.json. Commit it with the change.");
    const [entry] = acknowledgements();
    const days = (Date.parse(entry?.expires ?? "") - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(88);
    expect(days).toBeLessThan(90.1);
    expect(await review()).toMatchObject({ code: 0, review: { verdict: "acknowledged" } });
    expect((await tracklake(team.root, ["check"])).code).toBe(0);
    const text = readFileSync(join(team.root, plan), "utf8");
    write(team.root, { [plan]: text.replace(', Type.Literal("pro")]', "]") });
    expect(await review()).toMatchObject({ code: 1, review: { verdict: "breaks" } });
    write(team.root, { [plan]: text });
    const path = join(team.root, "schemas/acknowledgements.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(entry?.expires ?? "", "2026-01-01"));
    expect(await review()).toMatchObject({
      code: 1,
      review: { events: [{ changes: [{ expired: { author: "Aki" } }] }] },
    });
  });

  test("is spent once its change was published and taken back, and holds while the change is on its way", async () => {
    edit(withReason);
    await tracklake(team.root, ["publish"]);
    const whole = readFileSync(join(team.root, plan), "utf8");
    const without = whole.replace(', Type.Literal("team")]', "]");
    write(team.root, { [plan]: without });
    const named = ["acknowledge", "plan_changed", "ENUM_VALUE_REMOVED", "--reason", "r", "--author", "Aki"];
    expect((await tracklake(team.root, named)).code).toBe(0);
    const codes = async () => [
      (await tracklake(team.root, ["check"])).code,
      (await review()).code,
      (await tracklake(team.root, ["publish"])).code,
      (await review()).code,
    ];
    expect(await codes()).toEqual([0, 0, 0, 0]);
    commit();
    team.git("branch", "--force", "main", "change");
    write(team.root, { [plan]: whole });
    await tracklake(team.root, ["publish"]);
    commit();
    team.git("branch", "--force", "main", "change");
    write(team.root, { [plan]: without });
    expect(await codes()).toEqual([1, 1, 1, 1]);
  });

  test("takes an event and a rule, a path where there are several, and git's author", async () => {
    edit({
      [plan]: [
        [', Type.Literal("team")]', "]"],
        ["maximum: 500", "maximum: 100"],
        ['Type.Literal("pro")', 'Type.Literal("max")'],
      ],
    });
    team.git("config", "user.name", "Mio");
    team.git("config", "user.email", "mio@example.com");
    const several = await tracklake(team.root, ["acknowledge", "plan_changed", "ENUM_VALUE_REMOVED", "--reason", "r"]);
    expect([several.code, several.stderr]).toEqual([
      2,
      expect.stringMatching(/Several changes are named so[\s\S]*npx tracklake acknowledge [0-9a-f]{12}/),
    ]);
    const one = await tracklake(team.root, [
      "acknowledge",
      "plan_changed",
      "constraint_tightened",
      "--path",
      "plan_changed.seats",
      "--reason",
      "r",
      "--json",
    ]);
    expect(JSON.parse(one.stdout).acknowledgements).toMatchObject([
      { rule: "CONSTRAINT_TIGHTENED", author: "Mio <mio@example.com>" },
    ]);
  });

  test.each<[string, string[], RegExp]>([
    [
      "no such change",
      ["plan_changed", "FIELD_REMOVED"],
      /No change is named so. These can be acknowledged:\n {2}npx tracklake acknowledge/,
    ],
    ["another event", ["order_placed", "ENUM_VALUE_REMOVED"], /No change is named so/],
    ["too short a fingerprint", ["abc"], /No change is named so/],
    ["a day that is over", ["plan_changed", "ENUM_VALUE_REMOVED", "--expires", "2020-01-01"], /which is over/],
    [
      "a day too far off",
      ["plan_changed", "ENUM_VALUE_REMOVED", "--expires", "9999-12-31"],
      /a year at most.*up to 20/,
    ],
    ["no day", ["plan_changed", "ENUM_VALUE_REMOVED", "--expires", "2027-02-30"], /it is a day/],
    ["an empty reason", ["plan_changed", "ENUM_VALUE_REMOVED", "--reason", "  "], /--reason is empty/],
  ])("%s is wrong use, and writes nothing", async (_, argv, want) => {
    edit(withoutTeam);
    const { code, stderr } = await tracklake(team.root, [
      "acknowledge",
      ...argv,
      ...(argv.includes("--reason") ? [] : ["--reason", "r"]),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(want)]);
    expect(existsSync(join(team.root, "schemas/acknowledgements.json"))).toBe(false);
  });

  test("what is refused cannot be acknowledged", async () => {
    edit({ "schemas/order-placed.ts": [["column.decimal(12, 2,", "column.decimal(12, 3,"]] });
    const { code, stderr } = await tracklake(team.root, [
      "acknowledge",
      "order_placed",
      "DECIMAL_CHANGED",
      "--reason",
      "r",
    ]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/refused by the policy/)]);
  });
});

describe("in GitHub Actions", () => {
  async function actions() {
    const github = await githubDouble();
    onTestFinished(() => github.close());
    const home = folder({ "event.json": JSON.stringify({ pull_request: { number: 7, labels: [] } }) });
    const env = {
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_TOKEN: token,
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
      GITHUB_EVENT_PATH: join(home, "event.json"),
      GITHUB_STEP_SUMMARY: join(home, "summary.md"),
      GITHUB_BASE_REF: "main",
    };
    const run = (...argv: string[]) => tracklake(team.root, ["review", "--comment", "github", ...argv], { env });
    const started = (more: object) =>
      write(home, { "event.json": JSON.stringify({ ...more, pull_request: { number: 7, labels: [] } }) });
    return { github, run, started, summary: env.GITHUB_STEP_SUMMARY };
  }

  test("comments, annotates, and fails until the label is set", async () => {
    edit(withoutTeam);
    const { github, run } = await actions();
    const first = await run();
    expect(first.code).toBe(1);
    expect(first.stdout).toMatch(/^::error file=schemas\/plan-changed\.ts,line=10,col=5,title=ENUM_VALUE_REMOVED::/m);
    expect(first.stderr).toContain('the label "schema-change-acknowledged" is not on the pull request');
    expect(github.comments).toMatchObject([
      { login: botLogin, body: expect.stringContaining("❌ 1 break to acknowledge") },
    ]);
    expect(github.comments[0]?.body).toContain("the label `schema-change-acknowledged`");
    github.labels.push("schema-change-acknowledged");
    const second = await run();
    expect([second.code, github.comments.length]).toEqual([0, 1]);
    expect(second.stdout).toMatch(
      /^::notice .*The label lets this review pass; a publish still asks for: npx tracklake/m,
    );
    expect(second.stdout).not.toContain("If it is intended");
    expect(github.comments[0]?.body).toContain("☑️ 1 break acknowledged");
    expect((await run("--acknowledge-label", "other")).code).toBe(1);
  });

  test("a break that is pushed after the label was set asks again, until it is set again", async () => {
    edit(withoutTeam);
    const { github, run, started } = await actions();
    await run();
    github.labels.push("Schema-Change-Acknowledged");
    expect((await run()).code).toBe(0);
    edit(withoutTeamAndYen);
    const pushed = await run();
    expect(pushed.code).toBe(1);
    expect(github.comments[0]?.body).toContain("does not cover a change that was not shown when it was set");
    expect((await run()).code).toBe(1);
    github.labels.pop();
    expect((await run()).code).toBe(1);
    github.labels.push("schema-change-acknowledged");
    started({ action: "labeled", label: { name: "schema-change-acknowledged" } });
    expect((await run()).code).toBe(0);
    expect(github.comments).toHaveLength(1);
  });

  test("a label that is there before anything was shown covers nothing", async () => {
    edit(withoutTeam);
    const { github, run } = await actions();
    github.labels.push("schema-change-acknowledged");
    expect((await run()).code).toBe(1);
    expect((await run()).code).toBe(1);
  });

  test("where no comment can be kept, the run that the label starts is covered", async () => {
    edit(withoutTeam);
    const { github, run, started } = await actions();
    github.writable = false;
    github.labels.push("schema-change-acknowledged");
    expect((await run()).code).toBe(1);
    started({ action: "labeled", label: { name: "schema-change-acknowledged" } });
    expect((await run()).code).toBe(0);
  });

  test("writes the job's summary where it may not comment, and still fails", async () => {
    edit(withoutTeam);
    const { github, run, summary } = await actions();
    github.writable = false;
    const { code, stderr } = await run();
    expect([code, github.comments]).toEqual([1, []]);
    expect(stderr).toContain("the review is in the job's summary instead");
    expect(readFileSync(summary, "utf8")).toContain("### Event schemas: ❌");
  });

  test("says nothing on a pull request that touches no event", async () => {
    edit({ "queries/seats.sql": [["max(", "min("]] });
    const { github, run } = await actions();
    expect(await run()).toMatchObject({ code: 0, stdout: "" });
    expect(github.comments).toEqual([]);
  });

  test("keeps a comment for each named project", async () => {
    edit(withReason);
    const { github, run } = await actions();
    await run("--name", "shop");
    await run("--name", "billing");
    await run("--name", "shop");
    expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual([
      "<!-- tracklake-review:shop -->",
      "<!-- tracklake-review:billing -->",
    ]);
    expect(await run("--name", "a --> b")).toMatchObject({ code: 2 });
  });
});

test.each(["text", "markdown", "sarif", "junit", "github"])("prints %s", async (format) => {
  edit(withoutTeam);
  for (const command of ["review", "check"]) {
    const { code, stdout } = await tracklake(team.root, [command, "--format", format]);
    expect([command, code]).toEqual([command, 1]);
    expect(stdout).toContain("ENUM_VALUE_REMOVED");
  }
});
