// The demo's core with faults: real HTTP, the AWS SDK's client, a Firehose that fails, and the lake's own answers.
// A tenth of the records fail, a quarter of the calls are written and never answered; nothing may be lost.
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLake, startLocalStack } from "@tracklake/local";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { expect, test } from "vitest";
import { createApp } from "../src/app.js";
import { imbalances } from "../src/demo/balance.js";
import { deliverAll } from "../src/demo/deliver.js";
import { deliveries } from "../src/demo/deliveries.js";
import { type Ask, instanceOf, lakeCounts } from "../src/demo/lake-counts.js";
import { questions } from "../src/demo/questions.js";
import { generatedClient, lake } from "./generated-client.js";

test.each([
  ["without faults", {}, []],
  ["with faults", { records: 0.1, timeouts: 0.25, timeoutMs: 50, seed: 7 }, ["records", "timeouts"] as const],
])("every event is stored and shown once, %s", async (_name, faults, injected) => {
  const directory = await mkdtemp(join(tmpdir(), "tracklake-example-"));
  const stack = await startLocalStack({ directory: join(directory, "lake"), faults });
  const { createTracker, events, eventNames } = await generatedClient();
  const tracker = createTracker({
    service: "github-webhooks",
    environment: "production",
    sink: firehoseSink({ stream: stack.stream, endpoint: stack.url, packed: false }),
    flushInterval: 5,
    logger: { warn: () => {} },
  });
  const server = createApp(tracker).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const sent = deliveries("run");
    await deliverAll(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`, sent);
    const counts = await tracker.close({ deadline: 30_000 });
    await stack.flush();

    const opened = await openLake({
      directory: join(directory, "lake"),
      lake,
      revisions: events,
      dimensions: { users },
    });
    const ask: Ask = async (sql) => {
      const { columns, rows } = await opened.query(sql);
      return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
    };
    try {
      const instance = await instanceOf(ask, sent[0]?.delivery ?? "");
      const held = await lakeCounts(ask, lake.name, instance, eventNames);
      expect(imbalances(counts, held)).toEqual([]);
      expect(counts.accepted).toBeGreaterThan(2 * sent.length);
      for (const kind of injected) expect(stack.stats().faults[kind]).toBeGreaterThan(0);
      if (injected.length > 0) expect(held.lines).toBeGreaterThan(held.events);

      const [byEvent, labels, teams] = await Promise.all(questions(instance).map(({ sql }) => ask(sql)));
      expect(byEvent?.[0]).toMatchObject({ event: "issues", deliveries: 29n });
      expect(labels).toHaveLength(8);
      expect(labels?.[0]).toMatchObject({ label: "bug", milestone: "v1.0" });
      expect(teams).toMatchObject([{ team: "platform", plan: "pro", people: 1n }]);
    } finally {
      opened.close();
    }
  } finally {
    server.closeAllConnections();
    server.close();
    await tracker.close();
    await stack.close();
    await rm(directory, { recursive: true, force: true });
  }
});

const users = {
  load: async () => ({
    columns: (["login", "team", "plan"] as const).map((name) => ({ name, type: "string" as const })),
    rows: [["Codertocat", "platform", "pro"]],
  }),
};
