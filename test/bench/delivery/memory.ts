// A million events in a process of its own with a healthy service: the most resident memory over the same process idle.
// Three rounds in turns, since what a collector of garbage leaves is a matter of luck.
import { median, printTable } from "../paired.js";
import type { Figures } from "./loads/flood.js";
import { machine } from "./machine.js";
import { chosen, optionsOf } from "./options.js";
import { EndpointProcess, runChild, withFolder } from "./processes.js";
import { type SubjectName, subjectNames } from "./subjects/subjects.js";

const { rounds, quick, only } = optionsOf({ rounds: 1, seconds: 0 }, { rounds: 3, seconds: 0 });
const events = quick ? 200_000 : 1_000_000;
const MIB = 2 ** 20;
/** Longer than any of them takes. */
const seconds = 3_600;

const names = chosen(subjectNames, only.length > 0 ? only : ["Tracklake", "batches of 500"]).filter(
  (name) => name !== "Tracklake, one event a record",
);
const results = new Map<SubjectName, Figures[]>(names.map((name) => [name, []]));
process.stdout.write(machine());
const endpoint = await EndpointProcess.start();
try {
  for (let round = 0; round < rounds; round++) {
    for (const subject of names) {
      await endpoint.begin();
      const load = { kind: "flood", warmUp: 0, seconds, events } as const;
      const { port } = endpoint;
      const figures = await withFolder((folder) => runChild<Figures>({ subject, port, folder, large: true, load }));
      const arrived = await endpoint.arrived();
      if (arrived.events !== figures.total)
        throw new Error(`${subject}: ${figures.total} tracked, ${arrived.events} arrived`);
      results.get(subject)?.push(figures);
    }
  }
} finally {
  endpoint.stop();
}
printTable(
  [`${events.toLocaleString("en")} events`, "RSS idle, MiB", "most over idle, MiB", "of each round"],
  names.map((name) => {
    const over = (results.get(name) ?? []).map(({ rssIdle, rssPeak }) => (rssPeak - rssIdle) / MIB);
    const idle = median((results.get(name) ?? []).map(({ rssIdle }) => rssIdle / MIB));
    return [name, idle.toFixed(0), median(over).toFixed(0), over.map((value) => value.toFixed(0)).join(", ")];
  }),
);
