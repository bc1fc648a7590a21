// Every byte of a real segment spoilt, one at a time and in several ways: reading never hangs or throws, every intact
// frame is recovered, and the damage is counted.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Spool } from "../../src/spool/spool.js";
import { randomFrom } from "./crash-model.js";
import { blockOf, linesOf, Told } from "./lines.js";
import { framesIn } from "./segment-bytes.js";
import { SimulatedDisk, type SimulatedFile } from "./simulated-disk.js";
import { Driver, SimulatedProcess } from "./simulated-process.js";

/** XORed onto a byte. TRACKLAKE_HISTORIES, set to anything, tries every single bit as well. */
const patterns = process.env.TRACKLAKE_HISTORIES ? [1, 2, 4, 8, 16, 32, 64, 128, 0xff, 0x0f] : [1, 0xff];

const options = { capacity: 1e9, whenFull: "refuse-new", durability: "process" } as const;

/** Real bytes: lines of one to four bytes a character, in frames of several writes. */
async function realSegment(): Promise<{ bytes: Buffer; lines: string[] }> {
  const directory = await mkdtemp(join(tmpdir(), "tracklake-bytes-"));
  try {
    const spool = await Spool.open({ ...options, directory, events: new Told() });
    const lines: string[] = [];
    for (let write = 0; write < 8; write++) {
      const block = Array.from({ length: 1 + write }, (_, at) => `{"write":${write},"line":${at},"t":"aé日😀"}`);
      lines.push(...block);
      await spool.append(blockOf(block));
    }
    await spool.close();
    const [own = ""] = await readdir(directory);
    return { bytes: await readFile(join(directory, own, "00000001.seg")), lines };
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What a new process makes of these bytes. */
async function recover(bytes: Buffer): Promise<{ lines: string[]; told: Told; ended: boolean }> {
  const disk = new SimulatedDisk();
  const driver = new Driver(randomFrom(1));
  const folder = "/spool/00000000-0000-4000-8000-000000000000";
  for (const path of ["/spool", folder]) disk.add(path, "folder");
  disk.write(disk.add(`${folder}/00000001.seg`, "file") as SimulatedFile, bytes, 0);
  const process = new SimulatedProcess(disk, driver);
  const told = new Told();
  const lines: string[] = [];
  let ended = false;
  const work = async () => {
    const spool = await Spool.open({
      ...options,
      directory: "/spool",
      events: told,
      fileSystem: process,
      clock: process,
    });
    await spool.adoptOrphans();
    for (let block = await spool.read(100); block; block = await spool.read(100)) {
      lines.push(...linesOf(block));
      block.segment.acknowledge(block.first, block.first + block.ends.length);
    }
    await spool.close();
    ended = true;
  };
  void work();
  await driver.run(20_000);
  return { lines, told, ended };
}

test("untouched, all of it comes back", async () => {
  const { bytes, lines } = await realSegment();
  const recovered = await recover(bytes);
  expect(recovered.lines).toEqual(lines);
  expect(recovered.told.quarantinedFrames).toBe(0);
});

test("with any byte spoilt, all but the frame that it is in comes back", { timeout: 600_000 }, async () => {
  const { bytes } = await realSegment();
  const frames = framesIn(bytes);
  let cases = 0;
  for (let at = 0; at < bytes.length; at++) {
    for (const pattern of patterns) {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = (bytes[at] ?? 0) ^ pattern;
      const { lines, told, ended } = await recover(spoilt);
      const hit = frames.find(({ offset, end }) => offset <= at && at < end);
      const want = frames.filter((frame) => frame !== hit).flatMap((frame) => frame.lines);
      expect({ at, pattern, ended, lines }).toEqual({ at, pattern, ended: true, lines: want });
      // How many lines the last frame held, only its own header could have told.
      const known = hit && (hit !== frames.at(-1) || at >= hit.offset + 28) ? hit.lines.length : 0;
      expect([told.quarantinedFrames, told.quarantinedLines]).toEqual([hit ? 1 : 0, known]);
      expect(told.adoptedLines).toBe(want.length + known);
      cases++;
    }
  }
  console.log(
    `${bytes.length} bytes in ${frames.length} frames, ${cases} spoilt segments: every intact frame recovered`,
  );
});

test("cut off at any byte, every whole frame comes back and nothing is put aside", { timeout: 600_000 }, async () => {
  const { bytes } = await realSegment();
  const frames = framesIn(bytes);
  for (let size = 0; size <= bytes.length; size++) {
    const { lines, told, ended } = await recover(bytes.subarray(0, size));
    const want = frames.filter(({ end }) => end <= size).flatMap((frame) => frame.lines);
    expect({ size, ended, lines }).toEqual({ size, ended: true, lines: want });
    expect(told.quarantinedFrames).toBe(0);
  }
});
