// The day is the lake's day: events around midnight in Tokyo, through the SDK, the AWS client and the local Firehose,
// are found by a Japanese analyst under the Japanese date.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLake, startLocalStack } from "@tracklake/local";
import { registryOf, withDrafts } from "@tracklake/registry";
import { createRuntime } from "@tracklake/sdk";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { expect, test } from "vitest";
import { labelledEvent, lake } from "../labelled-event.js";

const viewed = labelledEvent("property_viewed");
const moments: [string, string, string][] = [
  ["the last moment of the 1st", "2026-01-01T14:59:59.999Z", "2026-01-01"],
  ["midnight of the 2nd", "2026-01-01T15:00:00.000Z", "2026-01-02"],
  ["the last moment of UTC's 1st", "2026-01-01T23:59:59.999Z", "2026-01-02"],
  ["midnight of UTC's 2nd", "2026-01-02T00:00:00.000Z", "2026-01-02"],
  ["midnight of the 3rd", "2026-01-02T15:00:00.000Z", "2026-01-03"],
];

test("events around midnight in Tokyo land and are found under the Japanese day", async () => {
  const directory = await mkdtemp(join(tmpdir(), "tracklake-tokyo-"));
  const stack = await startLocalStack({ directory, stream: "events" });
  try {
    let now = 0;
    const tracker = createRuntime(viewed.definitions, {
      service: "web",
      environment: "production",
      sink: firehoseSink({ stream: "events", endpoint: stack.url }),
      durability: "memory",
      clock: () => now,
    });
    for (const [label, moment] of moments) {
      now = Date.parse(moment);
      tracker.track("property_viewed", { label });
    }
    expect(await tracker.close()).toMatchObject({ delivered: moments.length });
    await stack.flush();
    expect((await readdir(join(directory, "events", "property_viewed_v1"))).sort()).toEqual([
      "dt=2026-01-01",
      "dt=2026-01-02",
      "dt=2026-01-03",
    ]);

    const revisions = withDrafts(registryOf([]), [viewed.model]);
    const open = await openLake({ directory, lake, revisions });
    try {
      for (const [label, , day] of moments) {
        for (const where of [`dt = '${day}'`, `event_date = DATE '${day}'`, `date(event_time_local) = DATE '${day}'`]) {
          const { rows } = await open.query(`SELECT label FROM property_viewed WHERE ${where}`);
          expect(rows.flat(), `${label} by ${where}`).toContain(label);
        }
      }
      const { rows } = await open.query("SELECT dt, count(*) AS views FROM property_viewed GROUP BY dt ORDER BY dt");
      expect(rows.map(([dt, views]) => [dt, Number(views)])).toEqual([
        ["2026-01-01", 1],
        ["2026-01-02", 3],
        ["2026-01-03", 1],
      ]);
    } finally {
      await open.close();
    }
  } finally {
    await stack.close();
    await rm(directory, { recursive: true });
  }
});
