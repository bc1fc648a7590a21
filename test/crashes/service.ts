// A service under load, to be killed: it tracks as fast as receipts come back and notes in a log file, whose bytes
// outlive it, which events it was told are stored. Arguments: endpoint, spool, log, prefix of its events, seconds, S3 that takes over.
import { openSync, writeSync } from "node:fs";
import { closeOnSignal, createRuntime, fileDeadLetters } from "@tracklake/sdk";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { s3Sink } from "@tracklake/sdk/s3";
import { definitions } from "./definitions.js";

const [endpoint = "", directory = "", logPath = "", prefix = "", seconds = "60", fallback] = process.argv.slice(2);
const log = openSync(logPath, "a");
const note = (text: string) => writeSync(log, `${text}\n`);

const tracker = createRuntime(definitions, {
  service: "load",
  environment: "production",
  sink: firehoseSink({ stream: "tracklake-events", endpoint }),
  spool: { directory },
  ...(fallback ? { fallback: s3Sink({ bucket: "lake", endpoint: fallback }) } : {}),
  deadLetters: fileDeadLetters({ directory: `${directory}-dead` }),
  flushInterval: 50,
  logger: { warn: (message) => note(`w ${message}`) },
});
closeOnSignal(tracker, {
  deadline: 5_000,
  onClosed: (counts) => {
    note(`c ${JSON.stringify(counts)}`);
    process.exit(0);
  },
});

let next = 0;
const until = performance.now() + Number(seconds) * 1_000;
note("o");
while (performance.now() < until) {
  const labels = Array.from({ length: 1 + Math.floor(Math.random() * 20) }, () => `${prefix}-${next++}`);
  const receipts = labels.map((label) => tracker.track("step_done", { label }));
  // Not every caller waits; those who do are promised something.
  if (Math.random() < 0.5) {
    const stored = await Promise.all(receipts.map((receipt) => receipt.stored));
    const kept = labels.filter((_, index) => stored[index]?.ok && stored[index]?.level === "process");
    if (kept.length > 0) note(`a ${kept.join(" ")}`);
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
}
note(`c ${JSON.stringify(await tracker.close({ deadline: 30_000 }))}`);
