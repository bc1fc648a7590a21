// The command on a disk that is really full: it says so, breaks nothing that was there, and works once there is room.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { config, planChanged, start, tracklake, write } from "../../packages/cli/test/harness.js";
import { smallDisk } from "./small-disk.js";

const disk = smallDisk();
afterEach(() => disk?.free());
afterAll(() => disk?.unmount());

// Its entry of the history takes more than a page, so that room for a page is room for a part of it.
const reasons = Array.from({ length: 150 }, (_, index) => `Type.Literal("${"reason_".repeat(8)}${index}")`);
const withReason = planChanged.replace(
  "plan:",
  `reason: Type.Optional(Type.Union([${reasons}], { description: "Why." })),\n    plan:`,
);

function project(): string {
  const root = disk?.folder() ?? "";
  write(root, { "tracklake.config.ts": config, "schemas/plan-changed.ts": planChanged });
  return root;
}

/** Every file under a folder with what is in it. */
function contents(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

const rooms: [string, number][] = [
  ["not a byte left", 0],
  ["room for a part", 4096],
];

describe.skipIf(!disk).each(rooms)("on a disk with %s", (_, room) => {
  test("publish writes no history, and the next one the whole of it", async () => {
    const root = project();
    const history = join(root, "schemas/history");
    expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
    const before = contents(history);
    write(root, { "schemas/plan-changed.ts": withReason });
    disk?.fill(room);
    const { code, stderr } = await tracklake(root, ["publish"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/could not be written.*no space left.*Nothing was published/);
    expect(stderr).toContain("the disk is full; free some space");
    expect(contents(history)).toEqual(before);
    disk?.free();
    expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
    expect(Object.keys(contents(history))).toHaveLength(2);
    expect(await tracklake(root, ["check"])).toMatchObject({ code: 0 });
  });

  test("generate leaves whole files, old or new", async () => {
    const root = project();
    const output = join(root, "gen");
    expect(await tracklake(root, ["generate"])).toMatchObject({ code: 0 });
    const old = contents(output);
    write(root, { "schemas/plan-changed.ts": withReason });
    disk?.fill(room);
    const { code, stderr } = await tracklake(root, ["generate"]);
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining("the disk is full; free some space"),
    });
    const left = contents(output);
    disk?.free();
    expect(await tracklake(root, ["generate"])).toMatchObject({ code: 0 });
    const fresh = contents(output);
    expect(Object.keys(left).sort()).toEqual(Object.keys(old).sort());
    const torn = Object.entries(left).filter(([path, text]) => text !== old[path] && text !== fresh[path]);
    expect(torn.map(([path]) => path)).toEqual([]);
    expect(await tracklake(root, ["generate", "--check"])).toMatchObject({ code: 0 });
  });

  test("init leaves nothing that the next one would keep broken", async () => {
    const root = disk?.folder() ?? "";
    const ignored = "# ours\nnode_modules/";
    writeFileSync(join(root, ".gitignore"), ignored);
    disk?.fill(room);
    const { code, stderr } = await tracklake(root, ["init", "--yes"]);
    expect(code).toBe(3);
    expect(stderr).toContain("the disk is full; free some space");
    expect(stderr).not.toContain("tracklake itself failed");
    expect(Object.entries(contents(root)).filter(([, text]) => text === "")).toEqual([]);
    expect(contents(root)[".gitignore"]?.startsWith(ignored)).toBe(true);
    disk?.free();
    expect(await tracklake(root, ["init", "--yes"])).toMatchObject({ code: 0 });
    expect(contents(root)[".gitignore"]).toBe(`${ignored}\ngen/\n.tracklake/\n`);
    expect(await tracklake(root, ["generate", "--check"])).toMatchObject({ code: 0 });
  });

  test("init adds all its lines to .gitignore or none", async () => {
    const root = disk?.folder() ?? "";
    expect(await tracklake(root, ["init", "--yes"])).toMatchObject({ code: 0 });
    // Six bytes more fill its page: on a full disk there is room for a part of what is added.
    const ignored = "#".repeat(4090);
    writeFileSync(join(root, ".gitignore"), ignored);
    disk?.fill();
    const { code, stderr } = await tracklake(root, ["init", "--yes"]);
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringMatching(/\.gitignore: the disk is full/) });
    expect(contents(root)[".gitignore"]).toBe(ignored);
  });

  test("package says so", async () => {
    const root = project();
    disk?.fill(room);
    const { code, stderr } = await tracklake(root, ["package", "--name", "@acme/events"]);
    expect(code).toBe(3);
    expect(stderr).toContain("the disk is full; free some space");
  });

  test.each([
    ["check", ["check"]],
    ["ddl", ["ddl", "plan_changed"]],
    ["query", ["query", "SELECT count(*) AS n FROM plan_changed"]],
    ["publish --dry-run", ["publish", "--dry-run"]],
  ])("%s needs no room", async (name, argv) => {
    const root = project();
    disk?.fill(room);
    expect(await tracklake(root, argv)).toMatchObject({ code: name === "publish --dry-run" ? 1 : 0 });
  });
});

describe.skipIf(!disk)("dev on a full disk", () => {
  const put = async (run: ReturnType<typeof start>) => {
    const [, url = ""] = /listen on (http:\/\/[^ ]+)/.exec(run.printed()) ?? [];
    const event = { event_id: "e", event_name: "plan_changed", event_major: 1, event_date: "2026-01-02", plan: "pro" };
    const Data = Buffer.from(`${JSON.stringify(event)}\n`).toString("base64");
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Firehose_20150804.PutRecord" },
      body: JSON.stringify({ DeliveryStreamName: "acme-events", Record: { Data } }),
    });
    expect(response.status).toBe(200);
  };
  const running = async (root: string) => {
    const run = start(root, ["dev", "--port", "0"]);
    await vi.waitFor(() => expect(run.complained()).toContain("watching"), 20_000);
    return run;
  };

  test("goes on when it cannot generate, and at Ctrl-C waits until what was accepted is written", async () => {
    const root = project();
    disk?.fill();
    const run = await running(root);
    expect(run.complained()).toContain("the disk is full; free some space");
    await put(run);
    run.interrupt();
    await vi.waitFor(() => expect(run.complained()).toMatch(/bytes are kept.*\nWaiting.*Ctrl-C again/), 20_000);
    disk?.free();
    const { code, stderr } = await run.outcome;
    expect(code).toBe(0);
    expect(stderr).toContain("1 records in, 1 events in 1 files");
    const count = await tracklake(root, [
      "query",
      "SELECT count(*) AS n FROM acme_store.plan_changed_v1",
      "--format",
      "csv",
    ]);
    expect(count.stdout).toBe("n\n1\n");
  });

  test("a second Ctrl-C gives it up and says how much", async () => {
    const root = project();
    const run = await running(root);
    disk?.fill();
    await put(run);
    run.interrupt();
    await vi.waitFor(() => expect(run.complained()).toContain("Ctrl-C again"), 20_000);
    run.interrupt();
    const { code, stderr } = await run.outcome;
    expect(code).toBe(3);
    expect(stderr).toMatch(/error \d+ accepted bytes were given up: the lake cannot be written: ENOSPC/);
  });
});
