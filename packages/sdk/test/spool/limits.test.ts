// The capacity and its policies, full and failing disks, back-off and what is told of them.
import { beforeEach, describe, expect, test } from "vitest";
import { SpoolFailure } from "../../src/spool/spool.js";
import { blockOf } from "./lines.js";
import { SimulatedMachine } from "./simulated-spools.js";

let machine: SimulatedMachine;
beforeEach(() => {
  machine = new SimulatedMachine();
});

/** 1,000 bytes a line, newline included. */
const thousand = (name: string) => blockOf([name.padEnd(999, ".")]);
const code = (error: unknown) => (error instanceof SpoolFailure ? error.code : error);

describe("capacity", () => {
  test.each(["refuse-new", "block"] as const)("%s refuses, and tells once there is space", async (whenFull) => {
    const { spool, told } = await machine.open({ capacity: 10_000, whenFull });
    const stored = [];
    for (;;) {
      try {
        stored.push(await machine.run(spool.append(thousand(`${stored.length}`))));
      } catch (error) {
        expect(code(error)).toBe("full");
        break;
      }
      expect(spool.bytes).toBeLessThanOrEqual(10_000);
    }
    expect(stored.length).toBe(9);
    expect(spool.appendNow(thousand("now"))).toBe(false);
    expect(told.spaces).toBe(0);
    stored[0]?.segment.acknowledge(0, 1);
    await machine.advance(1_000);
    expect(told.spaces).toBe(1);
    await machine.run(spool.append(thousand("again")));
    expect([told.notices, told.droppedLines]).toEqual([[], 0]);
  });

  test("drop-oldest keeps the newest and counts the others", async () => {
    const { spool, told } = await machine.open({ capacity: 10_000, whenFull: "drop-oldest" });
    const stored = [];
    for (let n = 0; n < 50; n++) {
      stored.push(await machine.run(spool.append(thousand(`${n}`))));
      spool.park(stored[n] as never, 1);
      expect(spool.bytes).toBeLessThanOrEqual(10_000);
      expect(machine.disk.used()).toBeLessThanOrEqual(12_000);
    }
    const lost = stored.filter(({ segment }) => segment.lost).length;
    expect(told.droppedLines).toBe(lost);
    const kept = (await machine.readAll(spool)).map((line) => Number.parseInt(line, 10));
    expect(kept).toEqual(Array.from({ length: 50 - lost }, (_, index) => lost + index));
    expect(kept.length).toBeGreaterThan(5);
  });

  test.each(["refuse-new", "drop-oldest"] as const)("%s refuses what could never fit", async (whenFull) => {
    const { spool, told } = await machine.open({ capacity: 10_000, whenFull });
    await machine.run(spool.append(thousand("kept")));
    const error = await machine.run(spool.append(blockOf(["x".repeat(10_000)])).catch(code));
    expect(error).toBe("full");
    expect(told.droppedLines).toBe(0);
  });

  test("takes a block of nearly all of it whenever nothing is unacknowledged", async () => {
    const { spool } = await machine.open({ capacity: 10_000 });
    for (let n = 0; n < 20; n++) {
      const { segment } = await machine.run(spool.append(blockOf(["x".repeat(n % 2 ? 9_800 : 800)])));
      segment.acknowledge(0, 1_000);
      expect(spool.bytes).toBe(0);
    }
    await machine.advance(1_000);
    expect(machine.paths(/\.seg$/).length).toBeLessThanOrEqual(1);
  });

  test("counts what was adopted", async () => {
    const first = await machine.open();
    for (let n = 0; n < 8; n++) await machine.run(first.spool.append(thousand(`${n}`)));
    first.process.kill();
    const { spool, told } = await machine.open({ capacity: 10_000 });
    await machine.advance(20_000);
    expect(told.adoptedLines).toBe(8);
    expect(spool.bytes).toBeGreaterThan(8_000);
    expect(await machine.run(spool.append(blockOf(["x".repeat(3_000)])).catch(code))).toBe("full");
  });
});

describe("a disk that fails", () => {
  test.each<[string, (failing: boolean, machine: SimulatedMachine) => void, RegExp]>([
    ["full", (failing, { disk }) => (disk.capacity = failing ? disk.used() + 100 : 1e9), /ENOSPC/],
  ])("%s: refuses fast with a longer and longer back-off, told once, and recovers", async (_, set, what) => {
    const { spool, told } = await machine.open();
    set(true, machine);
    const tries: number[] = [];
    for (let second = 0; second < 120; second++) {
      const before = machine.disk.now;
      const error = await machine.run(spool.append(thousand("x")).catch((failure: unknown) => failure));
      expect(code(error)).toBe("io");
      if ((error as Error).cause) tries.push(second);
      expect(machine.disk.now).toBe(before);
      await machine.advance(1_000);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
    expect(told.notices.length).toBe(1);
    expect(told.notices[0]).toMatch(what);
    set(false, machine);
    await machine.advance(31_000);
    const stored = await machine.run(spool.append(thousand("after")));
    spool.park(stored, 1);
    expect(await machine.readAll(spool)).toEqual(["after".padEnd(999, ".")]);
    expect(told.notices.slice(1)).toEqual(["spool: can write again"]);
  });

  test("nothing is written to a segment after an error in it", async () => {
    const { spool, process } = await machine.open({ durability: "disk" });
    const before = await machine.run(spool.append(thousand("before")));
    process.faults.failedSyncs = 1;
    expect(await machine.run(spool.append(thousand("failed")).catch(code))).toBe("io");
    await machine.advance(2_000);
    const after = await machine.run(spool.append(thousand("after")));
    expect(after.segment).not.toBe(before.segment);
    expect(after.first).toBe(0);
    // What did not count is not replayed either, since it could be cut off.
    process.kill();
    const next = await machine.open();
    await machine.advance(20_000);
    const names = (await machine.readAll(next.spool)).map((line) => line.replace(/\.+$/, ""));
    expect(names).toEqual(["before", "after"]);
  });

  test("a segment that cannot be read is tried again, then its good pages are taken", async () => {
    const { spool, process, told } = await machine.open();
    const lines = Array.from({ length: 4 }, (_, n) => `${n}`.repeat(3_000));
    for (const line of lines) spool.park(await machine.run(spool.append(blockOf([line]))), 1);
    process.broken = { from: 4_096, to: 4_100 };
    expect(await machine.run(spool.read(1_000_000))).toBeUndefined();
    expect(told.notices.length).toBe(1);
    const read: string[] = [];
    for (let second = 0; second < 10; second++) {
      await machine.advance(1_000);
      read.push(...(await machine.readAll(spool)));
    }
    // The page holds the end of one frame and the beginning of the next.
    expect(read).toEqual([lines[0], lines[3]]);
    expect([told.quarantinedFrames, told.quarantinedLines]).toEqual([2, 2]);
    expect(told.readables).toBeGreaterThan(0);
  });

  test("a quarantine that cannot be written keeps nothing from being read", async () => {
    const { spool, told } = await machine.open();
    for (const line of ["one", "two", "three"]) {
      spool.park(await machine.run(spool.append(blockOf([line]))), 1);
    }
    const [path = ""] = machine.paths(/\.seg$/);
    const { data } = machine.file(path);
    data[data.indexOf("two")] = 0;
    machine.disk.capacity = machine.disk.used();
    expect(await machine.readAll(spool)).toEqual(["one", "three"]);
    expect([told.quarantinedFrames, told.quarantinedLines]).toEqual([1, 1]);
    expect(told.notices.join()).toContain("cannot copy damage");
  });
});
