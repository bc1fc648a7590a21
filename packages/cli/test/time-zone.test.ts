// Another time zone of the lake: every command sees it, names the setting's line, and gives the same way out.
import { execFileSync } from "node:child_process";
import { beforeEach, expect, test } from "vitest";
import { config, planChanged, project, tracklake, write } from "./harness.js";

const moved = { "tracklake.config.ts": config.replace("Asia/Tokyo", "UTC") };
const wayOut = "Keep the time zone, and convert in queries; or create a lake of another name.";

let root: string;
beforeEach(async () => {
  root = project();
  const git = (...argv: string[]) =>
    execFileSync("git", ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", ...argv], {
      cwd: root,
      stdio: "pipe",
    });
  expect((await tracklake(root, ["publish"])).code).toBe(0);
  git("init", "--quiet", "--initial-branch=main");
  git("add", "-A");
  git("commit", "--quiet", "--message=Begin");
});

test.each([["check"], ["check", "--base"], ["publish"], ["review"]])(
  "%s %s refuses it, with the way out",
  async (...argv) => {
    write(root, moved);
    const { code, stdout, stderr } = await tracklake(root, argv.filter(Boolean));
    expect([argv, code]).toEqual([argv, 1]);
    const said = stdout + stderr;
    expect(said).toContain("TIME_ZONE_CHANGED");
    expect(said).toContain(wayOut);
    expect(said).not.toMatch(/Set "major/);
  },
);

test("its annotation stands at the setting", async () => {
  write(root, moved);
  for (const argv of [["check"], ["check", "--base"], ["review"]]) {
    const { stdout } = await tracklake(root, [...argv, "--format", "github"]);
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(
        /^::error file=tracklake\.config\.ts,line=4,col=46,title=TIME_ZONE_CHANGED::lake\.timeZone: /,
      ),
    ]);
  }
});

test("a lake of another name is another lake, and its zone is written down with the next publish", async () => {
  const other = config.replace("Asia/Tokyo", "UTC").replace('"acme"', '"acme_utc"');
  write(root, {
    "tracklake.config.ts": other,
    "schemas/plan-changed.ts": planChanged.replace("minimum: 1", "minimum: 0"),
  });
  expect((await tracklake(root, ["publish"])).code).toBe(0);
  expect((await tracklake(root, ["check"])).code).toBe(0);
  write(root, { "tracklake.config.ts": other.replace("UTC", "Europe/Paris") });
  expect((await tracklake(root, ["check"])).stdout).toMatch(/UTC → Europe\/Paris/);
});

test("what the policy allows passes, and is the zone from then on", async () => {
  const allowed = (zone: string) =>
    config
      .replace("Asia/Tokyo", zone)
      .replace("owner:", 'compatibility: { rules: { TIME_ZONE_CHANGED: "warn" } },\n  owner:');
  write(root, {
    "tracklake.config.ts": allowed("UTC"),
    "schemas/plan-changed.ts": planChanged.replace("minimum: 1", "minimum: 0"),
  });
  expect((await tracklake(root, ["publish"])).code).toBe(0);
  write(root, { "tracklake.config.ts": moved["tracklake.config.ts"] });
  expect((await tracklake(root, ["check"])).code).toBe(0);
});
