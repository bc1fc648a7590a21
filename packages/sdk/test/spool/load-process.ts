// A process under load, to be killed: it appends, parks, reads, delivers and acknowledges as fast as it can, and notes
// each step in a log file, whose bytes outlive it. Arguments: directory, log, prefix of its lines, stale after (ms).
import { appendFileSync, openSync, writeSync } from "node:fs";
import { nodeFileSystem } from "../../src/spool/node-file-system.js";
import { Spool, SpoolFailure, type Stored, type StoredBlock } from "../../src/spool/spool.js";
import { blockOf, linesOf } from "./lines.js";

const [directory = "", logPath = "", prefix = "", stale = "300", durability = "process"] = process.argv.slice(2);
const log = openSync(logPath, "a");
/** a: awaited; t: tried; d: delivered; m: a folder moved; h: handed over; q: put aside; o: opened. */
const note = (kind: string, text: string) => writeSync(log, `${kind} ${text}\n`);

type Held = { readonly segment: StoredBlock["segment"]; readonly ordinal: number; readonly line: string };
let held: Held[] = [];

process.on("uncaughtException", (error) => {
  appendFileSync(logPath, `x ${String(error.stack).replaceAll("\n", " ")}\n`);
  process.exit(1);
});

const spool = await Spool.open({
  directory,
  durability: durability === "disk" ? "disk" : "process",
  capacity: 1e9,
  whenFull: "refuse-new",
  segmentBytes: 16 * 1024,
  staleAfter: Number(stale),
  heartbeatInterval: Number(stale) / 5,
  fileSystem: {
    ...nodeFileSystem,
    rename: async (from, to) => {
      await nodeFileSystem.rename(from, to);
      note("m", `${from} ${to}`);
    },
  },
  events: {
    notice: (message) => note("n", message),
    adopted: () => undefined,
    handedOver: (segment, lines) => {
      held = held.filter((each) => each.segment !== segment);
      note("h", String(lines));
    },
    droppedAfterAck: (_, lines) => note("x", `dropped ${lines}`),
    quarantined: (frames, bytes, lines) => note("q", `${frames} ${bytes} ${lines}`),
    readable: () => undefined,
    space: () => undefined,
  },
});
note("o", directory);

let next = 0;
for (;;) {
  await append(1 + Math.floor(Math.random() * 20));
  if (Math.random() < 0.3) await read();
  if (Math.random() < 0.5) deliver(Math.floor(Math.random() * 30));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
}

async function append(count: number): Promise<void> {
  const from = next;
  next += count;
  note("t", `${prefix} ${next}`);
  const lines = Array.from({ length: count }, (_, index) => lineOf(from + index));
  let stored: Stored;
  try {
    stored = await spool.append(blockOf(lines));
  } catch (error) {
    if (error instanceof SpoolFailure) return void note("n", String(error.cause));
    throw error;
  }
  note("a", `${prefix} ${from} ${next}`);
  if (Math.random() < 0.5) return spool.park(stored, count);
  // It may have been handed over since.
  if (stored.segment.lost) return;
  for (const [index, line] of lines.entries()) held.push({ ...stored, ordinal: stored.first + index, line });
}

function lineOf(ordinal: number): string {
  return `${prefix}-${ordinal} ${"x".repeat(ordinal % 100)}`;
}

async function read(): Promise<void> {
  const block = await spool.read(4_096);
  if (!block || block.segment.lost) return;
  for (const [index, line] of linesOf(block).entries()) {
    held.push({ segment: block.segment, ordinal: block.first + index, line });
  }
}

function deliver(count: number): void {
  for (const { segment, ordinal, line } of held.splice(0, count)) {
    note("d", line);
    segment.acknowledge(ordinal, ordinal + 1);
  }
}
