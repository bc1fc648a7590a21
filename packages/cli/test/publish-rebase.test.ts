// Two branches of a real git repository that publish the same revision: check says so, publish --rebase mends it.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planChanged, project, tracklake, write } from "./harness.js";

const author = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"];

function git(root: string, ...args: string[]): string {
  return execFileSync("git", [...author, ...args], { cwd: root, encoding: "utf8", stdio: "pipe" });
}

const property = (name: string) => `${name}: Type.Optional(Type.String({ description: "Why." })),`;
const withProperties = (...names: string[]) => ({
  "schemas/plan-changed.ts": planChanged.replace("plan:", `${names.map(property).join("\n    ")}\n    plan:`),
});
const history = (root: string) => readdirSync(join(root, "schemas/history")).sort();
const content = (root: string, file: string) => readFileSync(join(root, "schemas/history", file), "utf8");

/**
 * Branches `theirs`, merged into main already, and `ours`, into which main was merged: the definition holds both.
 *
 * @param saying - Whether each publish has a message of its own, which would name its file.
 */
async function twoBranches(saying = false) {
  const root = project();
  git(root, "init", "-q", "-b", "main");
  const commit = (message: string) => {
    git(root, "add", "-A");
    git(root, "commit", "-q", "-m", message);
  };
  const publish = async (message: string) => {
    const before = existsSync(join(root, "schemas/history")) ? history(root) : [];
    await tracklake(root, ["publish", ...(saying ? ["--message", message] : [])]);
    return history(root).find((name) => !before.includes(name)) ?? "";
  };
  const begin = await publish("Begin");
  commit("begin");
  git(root, "checkout", "-q", "-b", "ours");
  write(root, withProperties("ours"));
  const ours = await publish("Ours");
  commit("ours");
  git(root, "checkout", "-q", "-b", "theirs", "main");
  write(root, withProperties("theirs"));
  const theirs = await publish("Theirs");
  commit("theirs");
  git(root, "checkout", "-q", "main");
  git(root, "merge", "-q", "--no-ff", "-m", "merge theirs", "theirs");
  git(root, "checkout", "-q", "ours");
  // The definition is in conflict, as it is whenever two people add a property at one place.
  expect(() => git(root, "merge", "-q", "-m", "merge main", "main")).toThrow();
  expect(git(root, "diff", "--name-only", "--diff-filter=U").trim()).toBe("schemas/plan-changed.ts");
  write(root, withProperties("ours", "theirs"));
  commit("merge main");
  expect(history(root)).toEqual([begin, ours, theirs].sort());
  return { root, begin, ours, theirs, commit };
}

test.each([
  ["with messages", true],
  ["without a word", false],
])(
  "check names both files and the command; the unmerged one is renumbered, the merged one stays, %s",
  async (_, saying) => {
    const { root, ours, theirs } = await twoBranches(saying);
    const checked = await tracklake(root, ["check"]);
    expect(checked.code).toBe(1);
    for (const named of [ours, theirs]) expect(checked.stdout).toContain(named.replace(".json", ""));
    expect(checked.stdout).toContain("both publish revision 2 of plan_changed v1");
    expect(checked.stdout).toContain("npx tracklake publish --rebase");
    expect((await tracklake(root, ["publish"])).code).toBe(1);

    const merged = content(root, theirs);
    const before = content(root, ours);
    const dry = await tracklake(root, ["publish", "--rebase", "--dry-run"]);
    expect([dry.code, content(root, ours)]).toEqual([1, before]);
    expect(dry.stdout).toContain("plan_changed 1.2 → 1.3");
    const done = await tracklake(root, ["publish", "--rebase"]);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toContain(`Rewritten: schemas/history/${ours}; main holds the merged history.`);
    expect(content(root, theirs)).toBe(merged);
    expect(git(root, "status", "--porcelain").trim()).toBe(`M schemas/history/${ours}`);

    expect(await tracklake(root, ["check"])).toMatchObject({ code: 0 });
    expect((await tracklake(root, ["publish"])).stdout).toBe("Nothing to publish: the history is up to date.\n");
    const { events } = JSON.parse(content(root, ours));
    const [revision] = events;
    expect([events.length, revision.revision]).toEqual([1, 3]);
    expect(revision.predecessor).toBe(JSON.parse(merged).events[0].fingerprint);
    expect(revision.model.properties.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(["ours", "theirs"]),
    );
    expect((await tracklake(root, ["publish", "--rebase"])).stdout).toMatch(/^Nothing to rebase/);
  },
);

test("on the main branch itself, a merge's first parent says what was merged", async () => {
  const { root, ours, theirs } = await twoBranches();
  git(root, "checkout", "-q", "main");
  git(root, "merge", "-q", "--no-ff", "-m", "merge ours", "ours");
  const { stdout } = await tracklake(root, ["publish", "--rebase", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ onto: "HEAD^1", files: [`schemas/history/${ours}`] });
  expect(history(root)).toContain(theirs);
  expect(await tracklake(root, ["check"])).toMatchObject({ code: 0 });
});

/** main holds one revision twice: both branches were merged, neither updated. */
async function doubledMain() {
  const branches = await twoBranches();
  const { root, commit } = branches;
  git(root, "checkout", "-q", "main");
  git(root, "merge", "-q", "--no-ff", "-m", "merge ours", "ours");
  git(root, "checkout", "-q", "-b", "repair");
  return { ...branches, commit };
}

test("a branch that mends main's history passes, and the review says that it mends it", async () => {
  const { root, commit } = await doubledMain();
  expect((await tracklake(root, ["check", "--base", "main"])).stdout).toContain("[revision-twice]");
  await tracklake(root, ["publish", "--rebase"]);
  commit("repair");
  const said = /\[history-repaired\]|history-repaired/;
  for (const argv of [["check"], ["check", "--base", "main"], ["review", "--base", "main"]]) {
    const { code, stdout, stderr } = await tracklake(root, argv);
    expect([argv, code, stderr]).toEqual([argv, 0, ""]);
    if (argv.includes("--base")) expect(stdout).toMatch(said);
  }
  const { stdout } = await tracklake(root, ["review", "--base", "main", "--json"]);
  const { findings, verdict } = JSON.parse(stdout);
  expect(findings).toEqual([
    expect.objectContaining({
      rule: "history-repaired",
      severity: "note",
      message: expect.stringMatching(
        /^The history at main is not sound, and this change mends it\. There: .*both publish revision 2 of plan_changed v1/,
      ),
      suggestion: expect.stringContaining("Merge this first"),
    }),
  ]);
  expect(JSON.stringify(findings)).not.toContain("publish --rebase");
  expect(verdict).toBe("nothing");
});

test.each<[string, (history: Awaited<ReturnType<typeof doubledMain>>) => void, RegExp]>([
  [
    "takes both sides away",
    ({ root, ours, theirs }) => void execFileSync("rm", [ours, theirs], { cwd: join(root, "schemas/history") }),
    /history-removed/,
  ],
  [
    "takes another file away too",
    ({ root, begin, ours }) => {
      execFileSync("rm", [ours, begin], { cwd: join(root, "schemas/history") });
    },
    /revision-skipped|history-removed/,
  ],
])("a branch that mends it and %s does not", async (_, harm, want) => {
  const doubled = await doubledMain();
  harm(doubled);
  const { code, stdout } = await tracklake(doubled.root, ["check", "--base", "main"]);
  expect([code, stdout]).toEqual([1, expect.stringMatching(want)]);
});

test("a file that was edited on main is mended by restoring it", async () => {
  const { root, begin, ours, commit } = await twoBranches(true);
  const kept = content(root, ours);
  git(root, "checkout", "-q", "main");
  const whole = content(root, begin);
  write(root, { [`schemas/history/${begin}`]: whole.replace("Begin", "Began") });
  commit("edited");
  git(root, "checkout", "-q", "-b", "restore");
  write(root, { [`schemas/history/${begin}`]: whole });
  const { code, stdout } = await tracklake(root, ["check", "--base", "main"]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/history-repaired/)]);
  expect(kept).not.toBe(whole);
});

test("what a rebase deletes is said to be deleted", async () => {
  const root = project();
  git(root, "init", "-q", "-b", "main");
  await tracklake(root, ["publish", "--message", "Begin"]);
  write(root, withProperties("same"));
  await tracklake(root, ["publish", "--message", "One"]);
  const [, one = ""] = history(root);
  const whole = content(root, one);
  execFileSync("rm", [one], { cwd: join(root, "schemas/history") });
  await tracklake(root, ["publish", "--message", "Two"]);
  const two = history(root).find((file) => file.includes("-two")) ?? "";
  write(root, { [`schemas/history/${one}`]: whole });
  const { stdout } = await tracklake(root, ["publish", "--rebase"]);
  expect(stdout).toContain(`Deleted: schemas/history/${two};`);
  expect(stdout).not.toContain("Rewritten");
  expect(history(root)).not.toContain(two);
});

test("--onto names the ref, and one that is none is said", async () => {
  const { root, ours, theirs } = await twoBranches();
  const wrong = await tracklake(root, ["publish", "--rebase", "--onto", "nowhere"]);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('"nowhere" is no git ref') });
  const { stdout } = await tracklake(root, ["publish", "--rebase", "--onto", "ours~1", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ onto: "ours~1", files: [`schemas/history/${theirs}`] });
  expect(JSON.parse(content(root, ours)).events[0].revision).toBe(2);
});

test("without git, the later publish gives way", async () => {
  const { root, theirs } = await twoBranches();
  execFileSync("rm", ["-rf", ".git"], { cwd: root });
  const { stdout } = await tracklake(root, ["publish", "--rebase", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ onto: null, files: [`schemas/history/${theirs}`] });
  expect(await tracklake(root, ["check"])).toMatchObject({ code: 0 });
});

test("a history file that holds the conflict of a merge is said to, with the way out, which helps", async () => {
  const { root, ours, theirs } = await twoBranches();
  const [mine, merged] = [content(root, ours), content(root, theirs)];
  // As both branches wrote it while names had no digits.
  const text = `<<<<<<< HEAD\n${mine}=======\n${merged}>>>>>>> main\n`;
  rmSync(join(root, "schemas/history", ours));
  write(root, { [`schemas/history/${theirs}`]: text });
  const { code, stdout } = await tracklake(root, ["check"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/holds the conflict of a merge.*git checkout origin\/main -- .*npx tracklake publish/);
  git(root, "checkout", "main", "--", `schemas/history/${theirs}`);
  expect((await tracklake(root, ["publish"])).code).toBe(0);
  expect(await tracklake(root, ["check"])).toMatchObject({ code: 0 });
});

test("what breaks the merged history is not rebased over it", async () => {
  const { root, ours } = await twoBranches();
  write(root, {
    "schemas/plan-changed.ts": planChanged.replace("plan:", 'theirs: Type.Integer({ description: "N." }),\n    plan:'),
  });
  const before = content(root, ours);
  const refused = await tracklake(root, ["publish", "--rebase"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("[TYPE_CHANGED]");
  expect(content(root, ours)).toBe(before);
});

test.each([
  [["publish", "--rebase", "--message", "x"], "--message does not go with --rebase"],
  [["publish", "--onto", "main"], "--onto goes with --rebase alone"],
])("%j is refused", async (args, message) => {
  expect(await tracklake(project(), args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
});
