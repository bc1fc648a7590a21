// The spool on the real file system: what is stored is read back, acknowledged, adopted, fenced and bounded.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Spool, type SpoolOptions } from "../../src/spool/spool.js";
import { blockOf, linesOf, Told } from "./lines.js";

let directory: string;
let open: Spool[] = [];

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), "tracklake-spool-")), "spool");
});
afterEach(async () => {
  await Promise.all(open.map((spool) => spool.close()));
  open = [];
  await rm(join(directory, ".."), { recursive: true, force: true });
});

async function spoolWith(options: Partial<SpoolOptions> = {}): Promise<{ spool: Spool; told: Told }> {
  const told = new Told();
  const spool = await Spool.open({
    directory,
    durability: "process",
    capacity: 64 * 1024 * 1024,
    whenFull: "refuse-new",
    events: told,
    ...options,
  });
  open.push(spool);
  return { spool, told };
}

async function readAll(spool: Spool, maxBytes = 1024 * 1024): Promise<string[]> {
  const lines: string[] = [];
  for (let block = await spool.read(maxBytes); block; block = await spool.read(maxBytes)) lines.push(...linesOf(block));
  return lines;
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `{"n":${from + index}}`);
const folders = async () => (await readdir(directory)).filter((name) => name !== "quarantine");

test("parked lines are read back in order, over frames and segments, and only once", async () => {
  const { spool } = await spoolWith({ segmentBytes: 20_000, durability: "disk" });
  for (let from = 0; from < 10_000; from += 500) {
    const stored = await spool.append(blockOf(numbered(from, from + 500)));
    expect(stored.level).toBe("disk");
    spool.park(stored, 500);
  }
  expect(spool.parkedLines).toBe(10_000);
  expect(await readAll(spool, 3_000)).toEqual(numbered(0, 10_000));
  expect(await spool.read(1000)).toBeUndefined();
});

test("an acknowledged spool leaves nothing behind; files and folders are the owner's alone", async () => {
  const { spool } = await spoolWith();
  const stored = await spool.append(blockOf(["{}", "{}"]));
  const [own = ""] = await folders();
  expect((await stat(join(directory, own))).mode & 0o777).toBe(0o700);
  expect((await stat(join(directory, own, "00000001.seg"))).mode & 0o777).toBe(0o600);
  stored.segment.acknowledge(0, 1);
  expect(stored.segment.isAcknowledged(0, 2)).toBe(false);
  stored.segment.acknowledge(1, 2);
  expect(spool.bytes).toBe(0);
  await spool.close();
  expect(await folders()).toEqual([]);
});

test("what is left at close is adopted at once by the next, without what was acknowledged", async () => {
  const first = await spoolWith();
  const stored = await first.spool.append(blockOf(numbered(0, 10)));
  stored.segment.acknowledge(0, 3);
  stored.segment.acknowledge(5, 6);
  expect(first.spool.appendNow(blockOf(["at exit"]))).toBe(true);
  await first.spool.close();
  const { spool, told } = await spoolWith();
  await spool.adoptOrphans();
  expect(told.adoptedLines).toBe(7);
  expect(await readAll(spool)).toEqual([...numbered(3, 5), ...numbered(6, 10), "at exit"]);
});

test("a process whose folder was taken over writes again into a new one", async () => {
  const { spool, told } = await spoolWith();
  const before = await spool.append(blockOf(["before"]));
  const [own = ""] = await folders();
  await rename(join(directory, own), join(directory, "..", "taken"));
  const after = await spool.append(blockOf(["after"]));
  expect([before.segment.lost, after.segment.lost]).toEqual([true, false]);
  expect(told.handedOverLines).toBe(1);
  expect(existsSync(join(directory, own))).toBe(false);
});
