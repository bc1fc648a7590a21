// Services in an outage, told to end, whose disk is then gone, as on Fargate: all they had taken is in S3.
// TRACKLAKE_OUTAGES=100 for the long run.
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bucket } from "../../packages/sdk/test/bucket.js";
import { bundleService, startService } from "./start-service.js";

const outages = Number(process.env.TRACKLAKE_OUTAGES ?? 3);
/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:1";

interface Counts {
  readonly accepted: number;
  readonly droppedBy: Record<string, number>;
}

let root: string;
let script: string;
let bucket: Bucket;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tracklake-gone-disk-"));
  script = await bundleService(root);
  bucket = await Bucket.open();
});
afterAll(async () => {
  await bucket.close();
  await rm(root, { recursive: true });
});

test(`${outages} outages that end with a SIGTERM and no disk`, { timeout: 60_000 + outages * 10_000 }, async () => {
  const sums = { tracked: 0, awaited: 0, inS3: 0, refusals: 0 };
  for (let run = 0; run < outages; run++) {
    bucket.objects.clear();
    const folder = mkdtempSync(join(root, "run-"));
    const [directory, log] = [join(folder, "spool"), join(folder, "service.log")];
    const child = await startService(script, {
      endpoint: NOWHERE,
      fallback: bucket.endpoint,
      directory,
      log,
      prefix: `r${run}`,
      seconds: 60,
    });
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 1_500));
    // S3 has its moments too: what it refuses once is sent to it again.
    bucket.answers.push({ status: 503, code: "SlowDown" });
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    await Promise.all([rm(directory, { recursive: true }), rm(`${directory}-dead`, { recursive: true, force: true })]);
    const text = readFileSync(log, "utf8");
    const counts = JSON.parse(/^c (.*)$/m.exec(text)?.[1] ?? "null") as Counts;
    const awaited = [...text.matchAll(/^a (.*)$/gm)].flatMap(([, labels = ""]) => labels.split(" "));
    const there = new Set(bucket.lines.map((line) => (JSON.parse(line) as { label?: string }).label));
    expect(awaited.filter((label) => !there.has(label))).toEqual([]);
    // The load goes on during the close and after it: those are refused, and their callers are told.
    const taken = counts.accepted - (counts.droppedBy.closed ?? 0);
    expect(counts).toMatchObject({ queued: 0, spooled: 0, deadLettered: 0, delivered: taken });
    sums.tracked += taken;
    sums.awaited += awaited.length;
    sums.inS3 += bucket.lines.length;
    sums.refusals += 1 - bucket.answers.length;
    bucket.answers.length = 0;
  }
  console.log(
    `${outages} outages: ${sums.tracked} events, ${sums.awaited} of them awaited, ${sums.inS3} lines in S3, 0 lost; S3 refused ${sums.refusals} calls at first`,
  );
  expect(sums.awaited).toBeGreaterThan(outages * 10);
  expect(sums.refusals).toBeGreaterThan(0);
});
