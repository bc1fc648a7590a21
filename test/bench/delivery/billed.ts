// The bytes that Firehose bills for what reached the endpoint, each record rounded up to 5 KiB, against the lines' bytes:
// packed and not, at rates from a few events a second to as many as there are. Exact, from the records themselves.
import { printTable } from "../paired.js";
import type { LoopFigures } from "./loads/pace.js";
import { machine } from "./machine.js";
import { optionsOf } from "./options.js";
import { EndpointProcess, runChild, withFolder } from "./processes.js";
import type { SubjectName } from "./subjects/subjects.js";

const { seconds } = optionsOf({ rounds: 1, seconds: 3 }, { rounds: 1, seconds: 10 });
const rates = [20, 200, 2_000];
const names: readonly SubjectName[] = ["Tracklake", "Tracklake, one event a record", "AWS SDK, batches of 500"];

process.stdout.write(machine());
const endpoint = await EndpointProcess.start();
const { port } = endpoint;
const rows: string[][] = [];
try {
  for (const subject of names) {
    for (const rate of rates) {
      await endpoint.begin(true);
      const load = { kind: "pace", rate, seconds } as const;
      await withFolder((folder) => runChild<LoopFigures>({ subject, port, folder, large: true, load }));
      const { events, records, calls, dataBytes, billedBytes } = await endpoint.arrived();
      rows.push([
        subject,
        `${rate.toLocaleString("en")}`,
        (dataBytes / events).toFixed(0),
        (events / records).toFixed(1),
        (events / calls).toFixed(1),
        (billedBytes / events).toFixed(0),
        `${(billedBytes / dataBytes).toFixed(3)}×`,
      ]);
    }
  }
} finally {
  endpoint.stop();
}
printTable(
  ["", "events/s", "bytes an event", "events a record", "events a call", "billed an event", "billed against bytes"],
  rows,
);
