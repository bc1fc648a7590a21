// How late the event loop is at 20,000 events a second, in turns: a process with nothing but the timer that would track,
// Tracklake, and the AWS SDK's batches.
import { median, printTable } from "../paired.js";
import type { LoopFigures } from "./loads/pace.js";
import { machine } from "./machine.js";
import { chosen, optionsOf } from "./options.js";
import { EndpointProcess, runChild, withFolder } from "./processes.js";
import type { SubjectName } from "./subjects/subjects.js";

const RATE = 20_000;
const { rounds, seconds, only } = optionsOf({ rounds: 1, seconds: 4 }, { rounds: 5, seconds: 20 });
const all: readonly (SubjectName | "idle")[] = [
  "idle",
  "Tracklake",
  "Tracklake, memory",
  "AWS SDK, batches of 500",
  "@segment/analytics-node",
  "posthog-node",
];
const names = chosen(all, only.length > 0 ? only : ["idle", "Tracklake", "batches of 500"]);
const results = new Map<string, LoopFigures[]>(names.map((name) => [name, []]));
process.stdout.write(machine());
const endpoint = await EndpointProcess.start({ aside: true });
try {
  for (let round = 0; round < rounds; round++) {
    for (const subject of names) {
      await endpoint.begin();
      const load = { kind: "pace", rate: RATE, seconds } as const;
      const { port } = endpoint;
      const figures = await withFolder((folder) => runChild<LoopFigures>({ subject, port, folder, large: true, load }));
      results.get(subject)?.push(figures);
    }
  }
} finally {
  endpoint.stop();
}
const middle = (name: string, of: (figures: LoopFigures) => number) => median((results.get(name) ?? []).map(of));
printTable(
  ["", "p50, ms", "p99, ms", "p99.9, ms", "most, ms", "events/s", "CPU, ms a second"],
  names.map((name) => [
    name,
    middle(name, ({ p50 }) => p50).toFixed(2),
    middle(name, ({ p99 }) => p99).toFixed(2),
    middle(name, ({ p999 }) => p999).toFixed(2),
    middle(name, ({ max }) => max).toFixed(1),
    name === "idle" ? "–" : Math.round(middle(name, ({ rate }) => rate)).toLocaleString("en"),
    middle(name, ({ cpu }) => cpu).toFixed(0),
  ]),
);
process.stdout.write(`\n${rounds} rounds of ${seconds} s in turns; medians.\n`);
