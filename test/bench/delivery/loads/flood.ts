// As many events as a subject takes: they come in slices between turns of the event loop, as those of a server do, and
// wait while too many are unanswered.
import { existsSync, readFileSync } from "node:fs";
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { mediumPayload } from "../../events.js";
import type { Subject } from "../subject.js";

/** What one flood measured. */
export interface Figures {
  /** Events of the measured part, all of them answered. */
  readonly events: number;
  /** From the first call to the last answer. */
  readonly seconds: number;
  /** User and system time of the whole process, its threads included, in microseconds an event. */
  readonly cpu: number;
  /** The same of the main thread, which is the host's; absent where the system does not tell. */
  readonly mainCpu?: number;
  /** Resident bytes with everything loaded and nothing tracked, and the most while events were tracked. */
  readonly rssIdle: number;
  readonly rssPeak: number;
  /** All events since the process began. */
  readonly total: number;
  /** What the library says at the end. */
  readonly says: string;
}

const PAYLOADS = 256;
const SLICE = 100;
/** Milliseconds to wait for answers, and between looks at the memory. */
const PAUSE = 2;
const LOOK = 50;
const CLOSE = 30_000;

/** Floods a subject for so many seconds after a warm-up, or, when `events` is given, with these and no warm-up. */
export async function flood(
  subject: Subject,
  { warmUp, seconds, events = Number.POSITIVE_INFINITY }: { warmUp: number; seconds: number; events?: number },
): Promise<Figures> {
  const payloads = Array.from({ length: PAYLOADS }, (_, i) => mediumPayload(i));
  await wait(200);
  const rssIdle = process.memoryUsage.rss();
  let rssPeak = rssIdle;
  const look = setInterval(() => {
    rssPeak = Math.max(rssPeak, process.memoryUsage.rss());
  }, LOOK);
  let total = 0;
  const part = async (milliseconds: number, most: number): Promise<number> => {
    const end = performance.now() + milliseconds;
    let tracked = 0;
    while (performance.now() < end && tracked < most) {
      const slice = Math.min(SLICE, most - tracked, subject.most - subject.pending());
      if (slice <= 0) {
        await wait(PAUSE);
        continue;
      }
      for (let i = 0; i < slice; i++) subject.track(payloads[(total + i) % PAYLOADS] as object);
      tracked += slice;
      total += slice;
      await turn();
    }
    await subject.flush();
    // Some libraries flush a batch, not all that waits.
    while (subject.pending() > 0) {
      await wait(PAUSE);
      await subject.flush();
    }
    return tracked;
  };
  if (warmUp > 0) await part(warmUp * 1000, Number.POSITIVE_INFINITY);
  const cpuBefore = process.cpuUsage();
  const mainBefore = mainThread();
  const start = performance.now();
  const tracked = await part(seconds * 1000, events);
  const took = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const main = mainThread();
  clearInterval(look);
  await subject.close(CLOSE);
  return {
    events: tracked,
    seconds: took,
    cpu: (user + system) / tracked,
    ...(main === undefined || mainBefore === undefined ? {} : { mainCpu: (main - mainBefore) / tracked }),
    rssIdle,
    rssPeak: Math.max(rssPeak, process.memoryUsage.rss()),
    total,
    says: subject.says?.() ?? "",
  };
}

/** Microseconds that the main thread has run. Source: proc(5), schedstat. */
function mainThread(): number | undefined {
  const path = `/proc/self/task/${process.pid}/schedstat`;
  return existsSync(path) ? Number(readFileSync(path, "utf8").split(" ")[0]) / 1000 : undefined;
}
