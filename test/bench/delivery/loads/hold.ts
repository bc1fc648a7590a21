// Events while the service is down: what each of them takes in memory, or on disk.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { mediumPayload } from "../../events.js";
import type { Subject } from "../subject.js";

/** What is held. */
export interface HeldFigures {
  readonly events: number;
  /** Events that the library still has. */
  readonly pending: number;
  /**
   * Resident bytes more than before, after a collection of garbage; of V8's heap what is used of it, since the room that
   * is free in it is kept for what comes next, not for what is held.
   */
  readonly memory: number;
  /** Bytes of heap, buffers and all else that V8 knows of, more than before. */
  readonly counted: number;
  /** Bytes of the files that it wrote, as the file system counts them. */
  readonly disk: number;
}

const PAYLOADS = 256;
const SLICE = 100;
/** Events before measuring: engines compile, pools fill. */
const WARM_UP = 5_000;

/** Tracks events that cannot be sent. */
export async function hold(subject: Subject, events: number, folder: string): Promise<HeldFigures> {
  const payloads = Array.from({ length: PAYLOADS }, (_, i) => mediumPayload(i));
  const track = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      subject.track(payloads[i % PAYLOADS] as object);
      if (i % SLICE === SLICE - 1) await turn();
      if (i % (SLICE * 20) === 0) await wait(10);
    }
    await wait(2_500);
  };
  await track(WARM_UP);
  const before = memory();
  const disk = await bytesIn(folder);
  const pending = subject.pending();
  await track(events);
  const after = memory();
  return {
    events,
    pending: subject.pending() - pending,
    memory: after.resident - before.resident,
    counted: after.counted - before.counted,
    disk: (await bytesIn(folder)) - disk,
  };
}

function memory(): { resident: number; counted: number } {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const free = getHeapStatistics().total_physical_size - heapUsed;
  return { resident: rss - free, counted: heapUsed + external };
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).blocks * 512));
  return sizes.reduce((sum, size) => sum + size, 0);
}
