// What an event takes while the service answers nothing but 503: in memory without a spool, on disk with one, against the
// bytes of its line.
import { printTable } from "../paired.js";
import { healthy } from "./endpoint/faults.js";
import type { Figures } from "./loads/flood.js";
import type { HeldFigures } from "./loads/hold.js";
import { machine } from "./machine.js";
import { optionsOf } from "./options.js";
import { EndpointProcess, runChild, withFolder } from "./processes.js";
import type { SubjectName } from "./subjects/subjects.js";

const { quick } = optionsOf({ rounds: 1, seconds: 0 }, { rounds: 1, seconds: 0 });
/** Under the memory that a tracker uses at most unless told otherwise. */
const events = quick ? 20_000 : 50_000;
const names: readonly SubjectName[] = ["Tracklake, memory", "Tracklake", "@segment/analytics-node", "posthog-node"];

process.stdout.write(machine());
const endpoint = await EndpointProcess.start();
const { port } = endpoint;
const rows: string[][] = [];
try {
  const line = await withFolder((folder) => lineBytes(folder));
  await endpoint.fail({ ...healthy, down: true });
  for (const subject of names) {
    const held = await withFolder((folder) => {
      const load = { kind: "hold", events } as const;
      return runChild<HeldFigures>({ subject, port, folder, large: true, load }, ["--expose-gc"]);
    });
    const share = (bytes: number) => `${Math.round(bytes / events)} B, ${(bytes / events / line).toFixed(2)}×`;
    const lost = held.pending === events ? "all" : held.pending.toLocaleString("en");
    rows.push([subject, lost, share(held.memory), share(held.counted), held.disk === 0 ? "–" : share(held.disk)]);
  }
  process.stdout.write(`${events.toLocaleString("en")} events whose lines are ${line.toFixed(0)} B\n\n`);
} finally {
  endpoint.stop();
}
printTable(["", "still held", "resident an event", "heap and buffers an event", "disk an event"], rows);

/** The bytes of a line, from those that arrive while all is well. */
async function lineBytes(folder: string): Promise<number> {
  await endpoint.begin(true);
  const load = { kind: "flood", warmUp: 0, seconds: 60, events: 5_120 } as const;
  await runChild<Figures>({ subject: "Tracklake, memory", port, folder, large: true, load });
  const { dataBytes, events: arrived } = await endpoint.arrived();
  return dataBytes / arrived;
}
