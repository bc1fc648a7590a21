// Taking over: only what is dead, whole, once, and never what cannot be understood.
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { fileHeader } from "../../src/spool/frame.js";
import { blockOf, linesOf } from "./lines.js";
import { directory, SimulatedMachine } from "./simulated-spools.js";

let machine: SimulatedMachine;
beforeEach(() => {
  machine = new SimulatedMachine();
});

const folders = () => [...machine.disk.folder(directory).entries.keys()];
const block = (...lines: string[]) => blockOf(lines);

test("the living are left alone, whatever their machines' clocks say", async () => {
  const first = await machine.open();
  const second = await machine.open();
  await machine.run(first.spool.append(block("mine")));
  await machine.advance(120_000);
  expect([first.told.handedOverLines, second.told.adoptedLines]).toEqual([0, 0]);
  expect(folders().length).toBe(2);
});

test("the dead are adopted once they are stale, and not before", async () => {
  const first = await machine.open();
  await machine.run(first.spool.append(block("left")));
  first.process.kill();
  const { spool, told } = await machine.open();
  await machine.advance(14_000);
  expect(told.adoptedLines).toBe(0);
  await machine.advance(6_000);
  expect([told.adoptedLines, told.readables]).toEqual([1, 1]);
  expect(spool.parkedLines).toBe(1);
  expect(spool.oldest).toBeDefined();
  const read = await machine.run(spool.read(100));
  expect(read && linesOf(read)).toEqual(["left"]);
  expect(read?.segment.adopted).toBe(true);
  read?.segment.acknowledge(0, 1);
  await machine.advance(1_000);
  expect(machine.paths(/adopted/)).toEqual([]);
  expect([spool.bytes, spool.parkedLines, spool.oldest]).toEqual([0, 0, undefined]);
});

test("what the dead had adopted comes along, however often, and paths do not grow", async () => {
  for (let n = 0; n < 5; n++) {
    const { spool, process } = await machine.open();
    await machine.advance(20_000);
    await machine.run(spool.append(block(`${n}`)));
    process.kill();
  }
  const { spool, told } = await machine.open();
  await machine.advance(20_000);
  expect(told.adoptedLines).toBe(5);
  expect(Math.max(...machine.paths(/\.seg$/).map((path) => path.split("/").length))).toBe(7);
  // In the order of clocks that differ by hours.
  expect((await machine.readAll(spool)).sort()).toEqual(["0", "1", "2", "3", "4"]);
});

test("drafts of the dead are cleaned away, those of the living are not, and other things are never touched", async () => {
  const { disk } = machine;
  await machine.open();
  disk.add(`${directory}/.new-11111111-1111-4111-8111-111111111111`, "folder");
  disk.add(`${directory}/.new-11111111-1111-4111-8111-111111111111/heartbeat`, "file");
  disk.add(`${directory}/.gone-2`, "folder");
  disk.add(`${directory}/notes`, "folder");
  disk.add(`${directory}/README.md`, "file");
  await machine.advance(4_000);
  expect(
    folders()
      .filter((name) => !/^[0-9a-f]{8}-/.test(name))
      .sort(),
  ).toEqual([".new-11111111-1111-4111-8111-111111111111", "README.md", "notes"]);
  await machine.advance(20_000);
  expect(
    folders()
      .filter((name) => !/^[0-9a-f]{8}-/.test(name))
      .sort(),
  ).toEqual(["README.md", "notes"]);
});

test("a segment of a newer format is left for those who understand it", async () => {
  const header = fileHeader(0);
  header.writeUInt8(2, 4);
  const { crc32 } = await import("node:zlib");
  header.writeUInt32LE(crc32(header.subarray(0, 16)), 16);
  const { disk } = machine;
  for (const path of ["/data", directory, `${directory}/11111111-1111-4111-8111-111111111111`])
    disk.add(path, "folder");
  const path = `${directory}/11111111-1111-4111-8111-111111111111/00000001.seg`;
  disk.add(path, "file");
  disk.write(machine.file(path), Buffer.concat([header, Buffer.from("something else")]), 0);
  const { spool, told } = await machine.open();
  await machine.advance(10_000);
  expect([told.adoptedLines, told.quarantinedFrames]).toEqual([0, 0]);
  expect(told.notices.length).toBe(1);
  await machine.run(spool.close());
  expect(machine.paths(/00000001\.seg$/).length).toBe(1);
});

test("with the directory deleted, what the caller still holds stays its own, and writing goes on in a new one", async () => {
  const { spool, told } = await machine.open();
  const held = await machine.run(spool.append(block("held", "held too")));
  spool.park(await machine.run(spool.append(block("parked"))), 1);
  machine.disk.folder("/data").entries.clear();
  const after = await machine.run(spool.append(block("after")));
  expect([told.handedOverLines, told.droppedLines]).toEqual([0, 1]);
  expect(held.segment.lost).toBe(false);
  held.segment.acknowledge(0, 2);
  expect(held.segment.isAcknowledged(0, 2)).toBe(true);
  expect(after.segment).not.toBe(held.segment);
  await machine.advance(10_000);
  expect([told.notices, machine.paths(/\.seg$/).length]).toEqual([[], 1]);
});

test("a full spool whose folder has gone to another says that it has space again", async () => {
  const dead = await machine.open();
  await machine.run(dead.spool.append(block("x".repeat(800))));
  await machine.run(dead.spool.close());
  // All of it is adopted: nothing of its own is ever acknowledged or sealed, which would tell of space too.
  const { spool, told } = await machine.open({ capacity: 1_000 });
  expect(told.adoptedLines).toBe(1);
  await expect(machine.run(spool.append(block("y".repeat(800))))).rejects.toMatchObject({ code: "full" });
  const folder = machine.disk.folder(directory);
  const [own = ""] = [...folder.entries.keys()].filter((name) => name !== "quarantine");
  folder.entries.delete(own);
  expect(told.spaces).toBe(0);
  await machine.advance(4_000);
  expect([told.handedOverLines, told.spaces, spool.bytes]).toEqual([1, 1, 0]);
  expect((await machine.run(spool.append(block("y".repeat(800))))).level).toBe("process");
});

test("a segment that somebody deleted is counted and holds nothing up", async () => {
  const { spool, told } = await machine.open({ segmentBytes: 100 });
  const lines = ["one", "two", "three"].map((line) => line.repeat(30));
  for (const line of lines) spool.park(await machine.run(spool.append(block(line))), 1);
  const [, second = ""] = machine.paths(/\.seg$/);
  machine.disk.remove(second, "file");
  expect(await machine.readAll(spool)).toEqual([lines[0], lines[2]]);
  expect(told.quarantinedLines).toBe(1);
});

test("acknowledgements are written in batches, and survive a kill", async () => {
  const { spool, process } = await machine.open();
  const { segment } = await machine.run(spool.append(blockOf(Array.from({ length: 1_000 }, (_, n) => `${n}`))));
  for (let n = 0; n < 900; n++) if (n !== 500) segment.acknowledge(n, n + 1);
  await machine.advance(1_000);
  const [path = ""] = machine.paths(/\.ack$/);
  expect(machine.file(path).data.length).toBe(24);
  segment.acknowledge(900, 950);
  process.kill();
  const next = await machine.open();
  await machine.advance(20_000);
  expect(await machine.readAll(next.spool)).toEqual(["500", ...Array.from({ length: 100 }, (_, n) => `${900 + n}`)]);
});

test("a process that is killed as it adopts leaves the rest to the next", async () => {
  for (let n = 0; n < 6; n++) {
    const { spool, process } = await machine.open();
    await machine.run(spool.append(block(`${n}`)));
    process.kill();
  }
  machine.disk.now += 20_000;
  for (let steps = 5; steps < 120; steps += 5) {
    const { spool, process } = await machine.open();
    void spool.adoptOrphans().catch(() => undefined);
    await machine.driver.run(steps);
    process.kill();
    machine.disk.now += 20_000;
  }
  const { spool, told } = await machine.open();
  await machine.advance(20_000);
  expect(told.adoptedLines).toBe(6);
  expect((await machine.readAll(spool)).sort()).toEqual(["0", "1", "2", "3", "4", "5"]);
});

test("closing is done once, ends for everybody, and stops the clock", async () => {
  const { spool, process, told } = await machine.open();
  const stored = await machine.run(spool.append(block("left", "sent")));
  const closing = spool.close();
  expect(spool.close()).toBe(closing);
  await machine.run(closing);
  expect(process.openFiles).toBe(0);
  stored.segment.acknowledge(1, 2);
  await expect(machine.run(spool.append(block("late")))).rejects.toMatchObject({ code: "io" });
  expect(spool.appendNow(block("late"))).toBe(false);
  expect(await machine.run(spool.read(100))).toBeUndefined();
  await machine.advance(60_000);
  expect(told.notices).toEqual([]);
  const [name = ""] = folders();
  expect([...machine.disk.folder(join(directory, name)).entries.keys()]).toEqual(["00000001.seg"]);
});

test("taken over at any moment of its own adopting, a process counts each line once", async () => {
  let both = 0;
  for (let seed = 0; seed < 5; seed++) {
    for (let steps = 0; steps < 80; steps++) {
      const at = new SimulatedMachine(seed);
      const orphan = await at.open();
      await at.run(orphan.spool.append(block("left", "left too")));
      orphan.process.kill();
      const { spool, told } = await at.open();
      at.disk.now += 20_000;
      void spool.adoptOrphans().catch(() => undefined);
      await at.driver.run(steps);
      const [own = ""] = [...at.disk.folder(directory).entries.keys()].filter((name) =>
        [...at.disk.folder(`${directory}/${name}`).entries.keys()].includes("adopted"),
      );
      // Another takes it over as the owner writes.
      if (own) at.disk.rename(`${directory}/${own}`, "/data/taken");
      await at.run(spool.append(block("mine")));
      await at.run(spool.adoptOrphans());
      expect([seed, steps, told.adoptedLines]).toEqual([seed, steps, told.handedOverLines + spool.parkedLines]);
      const parked = spool.parkedLines;
      expect((await at.readAll(spool)).length).toBe(parked);
      expect(told.quarantinedFrames).toBe(0);
      if (told.handedOverLines > 0) both++;
    }
  }
  expect(both).toBeGreaterThan(0);
});
