// The same faults for Tracklake and two libraries that many servers use, each set up as its documentation says: how many
// events the library accepted, how many of them arrived, how many are lost and how many came twice.
// All three run at the same time against the same endpoint's code; what they are asked is not to be fast.
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { printTable } from "../paired.js";
import { type Faults, healthy } from "./endpoint/faults.js";
import { orderId, PROGRESS } from "./loads/until.js";
import { machine } from "./machine.js";
import { optionsOf } from "./options.js";
import { EndpointProcess, runChild, startChild, withFolder } from "./processes.js";
import type { SubjectName } from "./subjects/subjects.js";

const { quick } = optionsOf({ rounds: 1, seconds: 0 }, { rounds: 1, seconds: 0 });
const names: readonly SubjectName[] = ["Tracklake", "@segment/analytics-node", "posthog-node"];
const RATE = 200;
const DEADLINE = 5_000;
/** Milliseconds between two starts: all at once they would keep each other from starting. */
const STAGGER = 300;
/** Seconds that the next process has, which adopts what the first one left; 15 of them without a sign of life. */
const NEXT = 25;

interface Scenario {
  readonly name: string;
  readonly faults: Faults;
  /** Seconds of load before and after `turn`. */
  readonly load: readonly [number, number?];
  /** What the faults turn into between the two. */
  readonly turn?: Faults;
  readonly end: "stop" | "SIGTERM" | "SIGKILL";
  /** Milliseconds that closing may take. */
  readonly deadline: number;
}

const outage: Faults = { ...healthy, down: true };
const scenarios: readonly Scenario[] = [
  {
    name: "a tenth of the records or calls fails with 503",
    faults: { ...healthy, failing: 0.1, failingRecords: 0.1 },
    load: [quick ? 4 : 30],
    end: "stop",
    deadline: 30_000,
  },
  {
    name: "a tenth of the calls is written and not answered",
    faults: { ...healthy, silent: 0.1, ...(quick ? { cutAfter: 500 } : {}) },
    load: [quick ? 4 : 30],
    end: "stop",
    deadline: 60_000,
  },
  {
    name: `an outage of ${quick ? 8 : 30} s, load going on`,
    faults: outage,
    load: [quick ? 8 : 30, 5],
    turn: healthy,
    end: "stop",
    deadline: 60_000,
  },
  {
    name: "SIGTERM under load, 5 s to close",
    faults: { ...healthy, failing: 0.1, failingRecords: 0.1 },
    load: [5],
    end: "SIGTERM",
    deadline: DEADLINE,
  },
  {
    name: "SIGTERM in an outage, 5 s to close; then well again",
    faults: outage,
    load: [5],
    end: "SIGTERM",
    deadline: DEADLINE,
  },
  { name: "kill -9 under load", faults: healthy, load: [5], end: "SIGKILL", deadline: DEADLINE },
];

interface Loss {
  readonly accepted: number;
  readonly stored: number;
  readonly arrived: number;
  readonly lost: number;
  readonly storedLost: number;
  readonly doubled: number;
}

async function run(subject: SubjectName, scenario: Scenario, folder: string): Promise<Loss> {
  const endpoint = await EndpointProcess.start();
  try {
    await endpoint.begin(true);
    await endpoint.fail(scenario.faults);
    const { port } = endpoint;
    const load = { kind: "until", rate: RATE, deadline: scenario.deadline } as const;
    const child = startChild({ subject, port, folder, large: false, load });
    const [before, after = 0] = scenario.load;
    while (!existsSync(join(folder, PROGRESS))) await wait(50);
    await wait(before * 1000);
    if (scenario.turn) await endpoint.fail(scenario.turn);
    await wait(after * 1000);
    const ended = once(child.process, "exit");
    if (scenario.end === "stop") child.process.send("stop");
    else child.process.kill(scenario.end);
    await ended;
    const progress = await readFile(join(folder, PROGRESS), "utf8");
    const [accepted = 0, stored = 0] = progress.trim().split(/ +/).map(Number);
    let { orders } = await endpoint.arrived();
    const missing = (count: number) =>
      Array.from({ length: count }, (_, i) => orderId(i)).filter((id) => !(id in orders)).length;
    if (missing(accepted) > 0) {
      // The next process of the same service, against a service that is well, sends what this one left behind.
      await endpoint.fail(healthy);
      await runChild({ subject, port, folder, large: false, load: { kind: "wait", seconds: NEXT } });
      orders = (await endpoint.arrived()).orders;
    }
    return {
      accepted,
      stored,
      arrived: Object.keys(orders).length,
      lost: missing(accepted),
      storedLost: missing(stored),
      doubled: Object.values(orders).filter((times) => times > 1).length,
    };
  } finally {
    endpoint.stop();
  }
}

process.stdout.write(machine());
const rows: string[][] = [];
await withFolder(async (folder) => {
  const runs = scenarios.flatMap((scenario, index) =>
    names.map(async (subject) => {
      const own = join(folder, `${index}-${names.indexOf(subject)}`);
      await mkdir(own);
      await wait((index * names.length + names.indexOf(subject)) * STAGGER);
      return { scenario, subject, loss: await run(subject, scenario, own) };
    }),
  );
  for (const { scenario, subject, loss } of await Promise.all(runs)) {
    const { accepted, stored, arrived, lost, storedLost, doubled } = loss;
    rows.push([
      scenario.name,
      subject,
      String(accepted),
      stored === 0 ? "–" : String(stored),
      String(arrived),
      String(lost),
      stored === 0 ? "–" : String(storedLost),
      String(doubled),
    ]);
  }
});
printTable(
  ["fault", "library", "accepted", "of these stored", "arrived", "lost", "lost of the stored", "came twice"],
  rows,
);
