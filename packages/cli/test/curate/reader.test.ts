// A reader that asks the view all the time, while events are delivered, curated, come late and are curated again.
// Whatever it sees, it sees each event once, and all that had been delivered in time before it asked.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { startLocalStack } from "@tracklake/local";
import { CURATED_THROUGH } from "@tracklake/tables";
import { expect, test, vi } from "vitest";
import { project, tracklake } from "../harness.js";
import { fixture, hooked } from "./fixture.js";

test("before, during and after a curation, between any two of its calls", async () => {
  const lake = await fixture();
  try {
    let [delivered, next] = [[1, 2, 3], 4];
    await lake.deliver("2026-03-01", "a.ndjson", [1, 2, 2]);
    await lake.deliver("2026-03-02", "a.ndjson", [3, 3]);
    const looks: number[] = [];
    // Between all calls: while a day is written, between its two partitions, between boundary and views.
    const watched = hooked(lake.ports, async (name, when) => {
      if (name === "write" && when === "after") {
        // Meanwhile the service goes on: an event of today, which no curation touches.
        const id = next++;
        delivered = [...delivered, id];
        await lake.deliver("2026-03-04", `${id}.ndjson`, [id, id]);
      }
      const seen = await lake.seen();
      expect(seen).toEqual({ events: delivered, elements: delivered });
      looks.push(seen.events.length);
    });
    for (let round = 0; round < 2; round++) {
      expect((await lake.curate({ ports: watched })).failure).toBeUndefined();
      await lake.deliver("2026-03-03", `late-${round}.ndjson`, [100 + round]);
      // A day that is over and was not curated: the view reads it as it was delivered, at once.
      if (round === 0) [delivered, next] = [[...delivered, 100], 200];
    }
    expect(looks.length).toBeGreaterThan(60);
    expect(await lake.boundary()).toBe("2026-03-03");
    // The last file came for a day behind the boundary: the next curation shows it.
    expect((await lake.seen()).events).not.toContain(101);
    await lake.curate();
    expect((await lake.seen()).events).toContain(101);
  } finally {
    await lake.close();
  }
}, 300_000);

test("an event that comes between the last look and the view is shown again by the same run", async () => {
  const lake = await fixture();
  try {
    await lake.deliver("2026-03-01", "a.ndjson", [1]);
    const ports = hooked(lake.ports, async (name, when) => {
      if (name === "moveBoundary" && when === "before") await lake.deliver("2026-03-01", "b.ndjson", [2]);
    });
    const report = await lake.curate({ ports });
    expect(report.tables[0]?.days.map(({ dt, why }) => `${dt} ${why}`)).toEqual([
      "2026-03-01 new",
      "2026-03-01 changed",
    ]);
    expect((await lake.seen()).events).toEqual([1, 2]);
  } finally {
    await lake.close();
  }
});

test("by the commands, with a reader in a loop of its own", async () => {
  const line = (id: number, dt: string) =>
    `${JSON.stringify({ event_id: `e-${id}`, event_name: "plan_changed", event_major: 1, event_revision: 1, event_time: `${dt} 01:00:00.000`, event_date: dt, service: "s", environment: "test", instance_id: "i", event_sequence: id, plan: "pro" })}\n`;
  const root = project();
  const deliver = (dt: string, ids: readonly number[]) => {
    const folder = join(root, ".tracklake/lake/events/plan_changed_v1", `dt=${dt}`);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${ids[0]}.ndjson`);
    writeFileSync(`${path}.tmp`, ids.map((id) => line(id, dt)).join(""));
    renameSync(`${path}.tmp`, path);
  };
  // The endpoint of a running `tracklake dev`: curate finds it by itself.
  const stack = await startLocalStack({ directory: join(root, ".tracklake/lake"), log: () => {} });
  try {
    const days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"];
    const today = new Date().toISOString().slice(0, 10);
    let count = 0;
    for (const dt of days) {
      deliver(dt, [count + 1, count + 2, count + 2]);
      count += 2;
    }
    const looks: number[] = [];
    let over = false;
    const reader = (async () => {
      while (!over) {
        const least = count;
        const { stdout, code } = await tracklake(root, ["query", "SELECT event_id FROM plan_changed", "--json"]);
        expect(code).toBe(0);
        const { rows } = JSON.parse(stdout) as { rows: { event_id: string }[] };
        const ids = rows.map((row) => Number(row.event_id.slice(2))).sort((a, b) => a - b);
        // Exactly the first so many, each once: all that were there when it asked, none that never were.
        expect(ids).toEqual(ids.map((_, index) => index + 1));
        expect(ids.length).toBeGreaterThanOrEqual(least);
        expect(ids.length).toBeLessThanOrEqual(count);
        looks.push(ids.length);
      }
    })();
    const work = (async () => {
      await vi.waitUntil(() => looks.length > 0, { timeout: 30_000 });
      for (const to of days) {
        const before = looks.length;
        const report = await tracklake(root, ["curate", "plan_changed", "--to", to, "--json"]);
        expect(report).toMatchObject({ code: 0 });
        expect(JSON.parse(report.stdout)).toMatchObject({ days: 1 });
        deliver(today, [count + 1]);
        count++;
        await vi.waitUntil(() => looks.length > before, { timeout: 30_000 });
      }
    })().finally(() => {
      over = true;
    });
    await Promise.all([reader, work]);
    expect(looks.length).toBeGreaterThan(4);
    const { stdout } = await tracklake(root, [
      "query",
      "SELECT count(*) AS n, count(DISTINCT event_id) AS d FROM plan_changed",
      "--json",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ rows: [{ n: 12, d: 12 }] });
    // It was that endpoint's catalogue that was written, not the files behind its back.
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new GlueClient({ endpoint: stack.url, region: "local", credentials });
    const at = { DatabaseName: "acme_store", Name: "plan_changed_v1_curated" };
    const { Table } = await client.send(new GetTableCommand(at)).finally(() => client.destroy());
    expect(Table?.Parameters?.[CURATED_THROUGH]).toBe(days.at(-1));
  } finally {
    await stack.close();
  }
}, 300_000);
