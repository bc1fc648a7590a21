// A break that leaves nothing to compare: every format says it, and the comment of an earlier verdict does not stay.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { botLogin, githubDouble, token } from "./github/github-double.js";
import { folder, planChanged, project, tracklake, write } from "./harness.js";

const broken = { "schemas/plan-changed.ts": planChanged.replace("properties:", "properties") };

interface Break {
  readonly files: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
  readonly code: number;
  readonly title: string;
  readonly annotation: RegExp;
}

const breaks: [string, Break][] = [
  [
    "schemas that do not compile",
    {
      files: broken,
      code: 1,
      title: "the schemas do not compile: `schemas/plan-changed.ts:6`",
      annotation: /^::error file=schemas\/plan-changed\.ts,line=6,col=\d+,title=schema-broken::plan-changed\.ts: /,
    },
  ],
  [
    "a base that is not there",
    {
      files: {},
      argv: ["--base", "nowhere"],
      code: 2,
      title: "there is no base to compare with",
      annotation: /^::error (file=[\w./]+,line=1,)?title=base-unknown::review: --base names "nowhere"/,
    },
  ],
  [
    "acknowledgements that cannot be read",
    {
      files: { "schemas/acknowledgements.json": "<<<<<<< HEAD\n" },
      code: 1,
      title: "the acknowledgements cannot be read: `schemas/acknowledgements.json`",
      annotation: /^::error file=schemas\/acknowledgements\.json,(line=1,)?title=acknowledgements-unreadable::/,
    },
  ],
  [
    "a configuration that does not fit",
    {
      files: { "tracklake.config.ts": "export default { lake: 1 };\n" },
      code: 2,
      title: "the configuration cannot be used: `tracklake.config.ts`",
      annotation: /^::error file=tracklake\.config\.ts,(line=1,)?title=config-invalid::/,
    },
  ],
];

function repository(files: Readonly<Record<string, string>>): string {
  const root = project();
  const git = (...argv: string[]) => execFileSync("git", argv, { cwd: root, stdio: "pipe" });
  git("init", "--quiet", "--initial-branch=main");
  git("add", "-A");
  git("-c", "user.name=Ann", "-c", "user.email=ann@example.com", "commit", "--quiet", "--message=Begin");
  write(root, files);
  return root;
}

test.each(breaks)("%s: one finding in every format, the same exit code", async (_, given) => {
  const root = repository(given.files);
  for (const command of ["review", "check"]) {
    const said = async (format: string) => {
      const outcome = await tracklake(root, [command, ...(given.argv ?? []), "--format", format]);
      expect([command, format, outcome.code]).toEqual([command, format, given.code]);
      expect(outcome.stderr).toMatch(/^error /);
      return outcome.stdout;
    };
    expect(await said("text")).toBe("");
    expect(JSON.parse(await said("json")).error.message).not.toBe("");
    expect(await said("markdown")).toMatch(/^<!-- tracklake-review -->\n/);
    expect(await said("markdown")).toContain(`### Event schemas: ❌ ${given.title}\n`);
    const annotations = (await said("github")).trimEnd().split("\n");
    expect(annotations).toEqual([expect.stringMatching(given.annotation)]);
    expect((await said("junit")).match(/<failure /g)).toHaveLength(1);
    expect(JSON.parse(await said("sarif")).runs[0].results).toMatchObject([{ level: "error" }]);
    expect(JSON.parse((await tracklake(root, [command, ...(given.argv ?? []), "--json"])).stdout).error).toBeDefined();
  }
});

test("the pull request's comment is updated to say it, and updated again when it is mended", async () => {
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
  };
  const root = repository({ "schemas/plan-changed.ts": planChanged.replace("minimum: 1", "minimum: 2") });
  const run = () => tracklake(root, ["review", "--comment", "github"], { env });
  await run();
  write(root, broken);
  const stopped = await run();
  expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining("updated the comment") });
  expect(stopped.stdout).toMatch(/^::error file=schemas\/plan-changed\.ts,line=6,/);
  expect(github.comments).toMatchObject([
    { login: botLogin, body: expect.stringContaining("❌ the schemas do not compile") },
  ]);
  github.writable = false;
  write(root, { "schemas/plan-changed.ts": broken["schemas/plan-changed.ts"].replace("defineEvent", "") });
  await run();
  expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toContain("❌ the schemas do not compile");
  github.writable = true;
  write(root, { "schemas/plan-changed.ts": planChanged.replace("minimum: 1", "minimum: 2") });
  expect((await run()).code).toBe(0);
  expect(github.comments).toHaveLength(1);
  expect(github.comments[0]?.body).not.toContain("do not compile");
});

test("many files that do not compile are named, each with an annotation of its own", async () => {
  const files = Object.fromEntries([1, 2, 3, 4, 5].map((at) => [`schemas/e${at}.ts`, "export default (\n"]));
  const root = repository(files);
  const { stdout } = await tracklake(root, ["review", "--format", "markdown"]);
  expect(stdout).toMatch(/compile: `schemas\/e1\.ts:\d`, `schemas\/e2\.ts:\d`, `schemas\/e3\.ts:\d` and 2 more\n/);
  expect((await tracklake(root, ["review", "--format", "github"])).stdout.trimEnd().split("\n")).toHaveLength(5);
});
