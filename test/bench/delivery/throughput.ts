// Events by the second, processor time an event and memory, of every subject in turns, each in a process of its own.
// The endpoint counts what arrived, and a round in which an event is missing or double counts for nothing.
import { median, printTable, ratio } from "../paired.js";
import type { Figures } from "./loads/flood.js";
import { machine, missingPeers } from "./machine.js";
import { chosen, optionsOf } from "./options.js";
import type { EndpointProcess } from "./processes.js";
import { EndpointProcess as Endpoint, runChild, withFolder } from "./processes.js";
import { type SubjectName, subjectNames } from "./subjects/subjects.js";

const { rounds, seconds, only, execArgv } = optionsOf({ rounds: 1, seconds: 2 }, { rounds: 5, seconds: 5 });
const SDK = "AWS SDK, batches of 500";
const MIB = 2 ** 20;
/** Of the endpoint: what the fastest subject sends in a round. */
const MEMORY = 4 * 1024 * MIB;

/** A subject's figures, and the processor time of the endpoint in microseconds an event. */
interface Measured extends Figures {
  readonly endpointCpu: number;
}

async function measure(endpoint: EndpointProcess, subject: SubjectName): Promise<Measured> {
  await endpoint.begin();
  const warmUp = Math.max(1, seconds / 2);
  const figures = await withFolder((folder) =>
    runChild<Figures>(
      { subject, port: endpoint.port, folder, large: true, load: { kind: "flood", warmUp, seconds } },
      execArgv,
    ),
  );
  const { events, cpu } = await endpoint.arrived();
  if (events !== figures.total) throw new Error(`${subject}: ${figures.total} tracked, ${events} arrived`);
  return { ...figures, endpointCpu: cpu / events };
}

const missing = missingPeers();
if (missing.length > 0) throw new Error(`run npm install --prefix test/bench first: ${missing.join(", ")} is missing`);
process.stdout.write(machine());
// What nobody would send one by one is left out of the short form only by name.
const names = chosen(
  subjectNames.filter((name) => name !== "Tracklake, one event a record"),
  only,
);
const results = new Map<SubjectName, Measured[]>(names.map((name) => [name, []]));
const endpoint = await Endpoint.start({ memory: MEMORY });
try {
  for (let round = 0; round < rounds; round++) {
    for (const name of names) results.get(name)?.push(await measure(endpoint, name));
  }
} finally {
  endpoint.stop();
}

const speeds = (name: SubjectName) => (results.get(name) ?? []).map(({ events, seconds }) => events / seconds);
const [ours, sdk] = [speeds("Tracklake"), speeds(SDK)];
const share = (value: number) => (Number.isNaN(value) ? "–" : value.toFixed(2));
const middle = (name: SubjectName, of: (figures: Measured) => number) => median((results.get(name) ?? []).map(of));
printTable(
  [
    "",
    "events/s",
    "× the SDK's batches",
    "Tracklake ×",
    "CPU µs an event",
    "of that main thread",
    "the endpoint's",
    "RSS idle, MiB",
    "over idle at most, MiB",
  ],
  names.map((name) => [
    name,
    Math.round(median(speeds(name))).toLocaleString("en"),
    share(ratio(speeds(name), sdk)),
    share(ratio(ours, speeds(name))),
    middle(name, ({ cpu }) => cpu).toFixed(1),
    middle(name, ({ mainCpu = Number.NaN }) => mainCpu).toFixed(1),
    middle(name, ({ endpointCpu }) => endpointCpu).toFixed(1),
    (middle(name, ({ rssIdle }) => rssIdle) / MIB).toFixed(0),
    (middle(name, ({ rssIdle, rssPeak }) => rssPeak - rssIdle) / MIB).toFixed(0),
  ]),
);
process.stdout.write(`\n${rounds} rounds of ${seconds} s; medians; ratios are medians of each round's ratio.\n`);
