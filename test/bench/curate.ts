// What curation takes, and what the same question takes before and after it: of raw text, of the typed table, through
// the public view over delivered lines, and through the same view once its days are curated. DuckDB, by the local lake.
// `npm run bench -- curate --events 10000000 --days 10`; bytes are those that the process read (Linux: /proc/self/io).
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { GlueClient } from "@aws-sdk/client-glue";
import { DuckDBInstance } from "@duckdb/node-api";
import { partitionFolder } from "@tracklake/envelope";
import { openLake, startLocalStack } from "@tracklake/local";
import { memoryStore, publish } from "@tracklake/registry";
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import { curationCatalogue, lakeDatabases, runId, tableModels, views } from "@tracklake/tables";
import { curateEvent } from "../../packages/cli/src/curate/curate-event.js";
import { ensureCurated } from "../../packages/cli/src/curate/ensure.js";
import { localViews } from "../../packages/cli/src/curate/event-views.js";
import { folderFiles } from "../../packages/cli/src/curate/files/folder.js";
import { localWriter } from "../../packages/cli/src/curate/writers/local.js";
import { median, printTable } from "./paired.js";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: "string", default: "100000" },
    days: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
  },
});
const [events, dayCount, rounds] = [Number(values.events), Number(values.days), Number(values.rounds)];
const say = (text: string) => void process.stderr.write(`${text}\n`);
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e8 ? 2 : 0)} MB`;
const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
const days = Array.from({ length: dayCount }, (_, index) =>
  new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10),
);

const described = { description: "As it was." };
const { model } = toEventModel(
  defineEvent({
    name: "order_completed",
    description: "A customer's order was completed.",
    answers: ["What was sold?"],
    properties: Type.Object({
      order_id: Type.String(described),
      total: Type.Integer(described),
      currency: Type.String(described),
      channel: Type.String(described),
      coupon: Type.Optional(Type.String(described)),
      customer: Type.Object({ id: Type.String(described), country: Type.String(described) }, described),
      items: Type.Array(Type.Object({ sku: Type.String(described), quantity: Type.Integer(described) }), described),
    }),
  }),
);
const { published } = await publish(memoryStore(), [model], { now: new Date("2026-01-01T00:00:00Z") });
const [delivered] = tableModels(published, lake);
const [curated] = tableModels(published, lake, { format: "parquet" });
if (!delivered || !curated) throw new Error("the event gives two tables");

const root = await mkdtemp(join(tmpdir(), "tracklake-bench-"));
const directory = join(root, "lake");
const stack = await startLocalStack({ directory, log: say });
const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
const client = new GlueClient({ endpoint: stack.url, region: "local", credentials, maxAttempts: 1 });
const bytesRead = () => {
  if (!existsSync("/proc/self/io")) return Number.NaN;
  return Number(/^rchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);
};

try {
  await deliver();
  const files = folderFiles(directory);
  const lines = (await files.list("events/")).reduce((sum, { bytes }) => sum + bytes, 0);
  say(`${events} events in ${dayCount} days: ${mb(lines)} of gzipped lines`);
  const opened = await openLake({ directory, lake, revisions: published });
  const engine = await DuckDBInstance.create(":memory:");
  const connection = await engine.connect();
  const middle = days[days.length >> 1] ?? "";
  const questions: [string, (from: string, get: (name: string) => string) => string][] = [
    [
      "sales by country, one day",
      (from, get) =>
        `SELECT ${get("customer.country")} AS country, sum(CAST(${get("total")} AS bigint)) AS sales FROM ${from} WHERE dt = '${middle}' GROUP BY 1 ORDER BY 1`,
    ],
    [
      "sales by day and currency, all days",
      (from, get) =>
        `SELECT dt, ${get("currency")} AS currency, sum(CAST(${get("total")} AS bigint)) AS sales FROM ${from} GROUP BY 1, 2 ORDER BY 1, 2`,
    ],
  ];
  const texts = `read_json_objects('${directory}/events/${delivered.name}/*/*', format = 'newline_delimited', hive_partitioning = true, hive_types = {'dt': VARCHAR})`;
  const flat = (name: string) => name.replace(".", "__");
  type Ask = (sql: (typeof questions)[number][1]) => Promise<unknown>;
  const raw: Ask = async (sql) =>
    (await connection.runAndReadAll(sql(texts, (name) => `json_extract_string(json, '$.${name}')`))).getRowsJson();
  const table: Ask = async (sql) => (await opened.query(sql(`acme_store.${delivered.name}`, (name) => name))).rows;
  const view: Ask = async (sql) => (await opened.query(sql("order_completed", flat))).rows;

  const measured = new Map<string, { seconds: number; bytes: number; answer: string }[]>();
  const measure = async (form: string, ask: Ask) => {
    const found: { seconds: number; bytes: number; answer: string }[] = [];
    for (const [name, sql] of questions) {
      const times: number[] = [];
      let [bytes, answer] = [0, ""];
      // The first look at new files counts broken lines, so it is not counted.
      for (let round = -1; round < rounds; round++) {
        const [before, start] = [bytesRead(), performance.now()];
        answer = JSON.stringify(await ask(sql), (_, value: unknown) =>
          typeof value === "bigint" ? `${value}` : value,
        );
        if (round >= 0) times.push((performance.now() - start) / 1000);
        bytes = bytesRead() - before;
      }
      found.push({ seconds: median(times), bytes, answer });
      say(`${form}: ${name}: ${median(times).toFixed(2)} s`);
    }
    measured.set(form, found);
  };
  await measure("raw text, json_extract", raw);
  await measure("typed table", table);
  await measure("view, delivered lines", view);

  const start = performance.now();
  const report = await curateEvent(
    {
      files,
      catalogue: curationCatalogue(client),
      writer: localWriter(directory),
      views: localViews,
      ensure: (one) => ensureCurated(client, lakeDatabases(lake), one),
      now: Date.now,
      newRun: () => runId(),
    },
    {
      event: "order_completed",
      pairs: [{ delivered, curated }],
      views: (curatedThrough) => views(published, lake, { curatedThrough }),
    },
    {
      wanted: { to: days.at(-1) ?? "", lateFrom: days[0] ?? "", lookFrom: days[0] ?? "" },
      grace: 86_400_000,
      onDay: (_, dt) => say(`curating ${dt}`),
    },
  );
  if (report.failure) throw new Error(report.failure.message);
  const seconds = (performance.now() - start) / 1000;
  const written = report.tables.flatMap((one) => one.days);
  const parquet = written.reduce((sum, day) => sum + day.bytes_written, 0);
  const count = written.reduce((sum, day) => sum + day.files, 0);
  await measure("view, curated", view);

  console.log(
    `curated ${events} events of ${dayCount} days in ${seconds.toFixed(1)} s: ${mb(lines)} of gzipped lines, ${mb(parquet)} of Parquet in ${count} files`,
  );
  const least = measured.get("view, curated") ?? [];
  const rows = questions.flatMap(([name], index) =>
    [...measured].map(([form, found]) => {
      const one = found[index];
      const base = least[index];
      if (!one || !base) throw new Error("every question was asked");
      // The values of JSON texts and of typed columns print alike here, or one of the forms lies.
      if (one.answer.replaceAll('"', "") !== base.answer.replaceAll('"', ""))
        throw new Error(`${form} answers otherwise`);
      return [name, form, `${one.seconds.toFixed(2)} s`, mb(one.bytes), `${(one.bytes / base.bytes).toFixed(1)} ×`];
    }),
  );
  printTable(["question", "of", "time", "read", "against curated"], rows);
  opened.close();
  connection.closeSync();
  engine.closeSync();
} finally {
  client.destroy();
  await stack.close();
  await rm(root, { recursive: true, force: true });
}

/** Writes the days as Firehose leaves them: gzipped lines. */
async function deliver(): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const each = Math.ceil(events / dayCount);
  for (const [index, dt] of days.entries()) {
    const folder = join(directory, partitionFolder("order_completed_v1", dt));
    await mkdir(folder, { recursive: true });
    const id = `(i + ${index * each})`;
    const select = `SELECT uuid() AS event_id, 'order_completed' AS event_name, 1 AS event_major, 1 AS event_revision,
      strftime(TIMESTAMP '${dt} 00:00:00' + to_milliseconds(CAST(i * 86400000.0 / ${each} AS BIGINT)), '%Y-%m-%d %H:%M:%S.%g') AS event_time,
      '${dt}' AS event_date, 'shop' AS service, 'production' AS environment, 'instance-' || (i % 7) AS instance_id,
      ${id} AS event_sequence, md5(i::VARCHAR) AS trace_id, 'order-' || ${id} AS order_id, (hash(${id}) % 100000)::BIGINT AS total,
      ['JPY', 'USD', 'EUR', 'GBP'][1 + (hash(i) % 4)::BIGINT] AS currency, ['web', 'app', 'phone'][1 + (hash(i + 1) % 3)::BIGINT] AS channel,
      CASE WHEN i % 5 = 0 THEN 'WELCOME10' END AS coupon,
      {'id': 'customer-' || (hash(i) % 50000), 'country': ['JP', 'US', 'DE', 'FR', 'GB', 'IN'][1 + (hash(i + 2) % 6)::BIGINT]} AS customer,
      [{'sku': 'sku-' || (hash(i) % 2000), 'quantity': 1 + (i % 3)}, {'sku': 'sku-' || (hash(i + 3) % 2000), 'quantity': 1}] AS items
      FROM range(${each}) AS t(i)`;
    await connection.run(`COPY (${select}) TO '${folder}/a.gz' (FORMAT json, COMPRESSION gzip)`);
    say(`${dt} delivered`);
  }
  connection.closeSync();
  instance.closeSync();
}
