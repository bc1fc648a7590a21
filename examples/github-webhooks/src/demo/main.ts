// `npm run demo`: from the event definitions to SQL answers on real webhooks, on this machine alone.
// With --faults the local Firehose fails a tenth of the records and loses the answer to a tenth of the calls.
import { randomUUID } from "node:crypto";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import { imbalances, LAW, lawInNumbers } from "./balance.js";
import { deliverAll } from "./deliver.js";
import { deliveries } from "./deliveries.js";
import { type Ask, instanceOf, lakeCounts } from "./lake-counts.js";
import { type DemoOptions, demoOptions, USAGE } from "./options.js";
import { type Postgres, startPostgres } from "./postgres.js";
import { questions } from "./questions.js";
import { type Screen, screenOn } from "./screen.js";
import { type Service, startService } from "./service.js";
import { tracklakeOf } from "./tracklake.js";
import { seedUsers } from "./users.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const LAKE = "acme";
const STREAM = "acme-events";
const FAULTS = { records: 0.1, timeouts: 0.1 } as const;
/** With faults every event is a record of its own and few share a call, so that a tenth of them is many. */
const MANY_CALLS = { TRACKLAKE_PACKED: "no", TRACKLAKE_RECORDS_PER_CALL: "10" } as const;

const screen = screenOn(process.stdout, process.env);
const args = process.argv.slice(2);
const options = demoOptions(args);
if (options === undefined) {
  process.stderr.write(USAGE);
  process.exit(args.includes("--help") ? 0 : 2);
}
/** What has to be stopped, whatever happens; child processes end with this one. */
const running: { stack?: LocalStack; postgres?: Postgres; service?: Service } = {};
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void stopAll().finally(() => process.exit(130)));
}

try {
  process.exitCode = (await demo(screen, options)) ? 0 : 1;
} catch (error) {
  screen.bad(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function demo(screen: Screen, { faulty, seed }: DemoOptions): Promise<boolean> {
  const tracklake = tracklakeOf(root);
  const command = async (name: string) => {
    screen.command(`npx tracklake ${name}`);
    screen.line(await tracklake([name]));
  };
  screen.step("Publish the definitions of schemas/");
  await command("publish");
  screen.step("Generate the client, its encoders, JSON Schemas and tables");
  await command("generate");

  try {
    screen.step("Start Firehose, PostgreSQL and the service");
    const directory = join(root, ".tracklake/lake");
    const [stack, postgres] = await Promise.all([
      startLocalStack({
        directory,
        stream: STREAM,
        ...(faulty ? { faults: { ...FAULTS, ...(seed === undefined ? {} : { seed }) } } : {}),
      }).then((started) => {
        running.stack = started;
        return started;
      }),
      startPostgres().then((started) => {
        running.postgres = started;
        return started;
      }),
    ]);
    const run = randomUUID().slice(0, 8);
    const sent = deliveries(run);
    const users = await seedUsers(postgres, sent);
    const service = await startService({
      TRACKLAKE_STREAM: STREAM,
      TRACKLAKE_FIREHOSE_ENDPOINT: stack.url,
      TRACKLAKE_PII_KEY: run,
      ...(faulty ? MANY_CALLS : {}),
    });
    running.service = service;
    screen.line(
      `Firehose on ${stack.url}${faulty ? ", with faults" : ""}; PostgreSQL with ${users} users; the service on ${service.url}`,
    );

    screen.step(`Send ${sent.length} webhooks of @octokit/webhooks-examples over HTTP`);
    await deliverAll(service.url, sent, (count) => screen.progress(`${count} of ${sent.length}`));
    delete running.service;
    const counts = await service.stop();
    await stack.flush();
    const stats = stack.stats();
    screen.line(
      `${counts.accepted} events tracked, ${stats.recordsIn} Firehose records, ${stats.objects} gzipped objects in ${relative(root, directory)}/`,
    );
    screen.line(
      faulty
        ? "Here each event is a record of its own, so that a tenth of them is many to fail."
        : "Events share records, since Firehose bills each record in steps of 5 KiB.",
    );
    if (faulty) {
      const { records, timeouts, seed: drawn } = stats.faults;
      screen.line(
        `${records} records failed, ${timeouts} calls timed out after writing; ${counts.retried} records were sent again`,
      );
      screen.line(`The faults again: npm run demo -- --faults --seed ${drawn}`);
    }

    screen.step("Ask in Athena's SQL");
    const env = { DATABASE_URL: postgres.url };
    const ask: Ask = async (sql) => {
      const { rows } = JSON.parse(await tracklake(["query", "--json", sql], env)) as {
        rows: Record<string, unknown>[];
      };
      return rows;
    };
    screen.progress("looking into the lake");
    const instance = await instanceOf(ask, sent[0]?.delivery ?? "");
    for (const { asks, sql, remark } of questions(instance)) {
      screen.line(`\n${asks}`);
      screen.command(`npx tracklake query "${sql}"`);
      screen.progress("asking DuckDB");
      screen.line(await tracklake(["query", sql], env));
      screen.line(remark);
    }

    screen.step("Account for every event");
    const { eventNames } = (await import(pathToFileURL(join(root, "gen/index.js")).href)) as { eventNames: string[] };
    screen.progress("counting in every table and view");
    const lake = await lakeCounts(ask, LAKE, instance, eventNames);
    screen.line(LAW);
    screen.line(lawInNumbers(counts));
    screen.line(
      `distinct event_ids in the lake: ${lake.events}; rows of the tables: ${lake.lines}; rows of the views: ${lake.shown}`,
    );
    const problems = imbalances(counts, lake);
    for (const problem of problems) screen.bad(problem);
    if (problems.length === 0) {
      screen.good("Nothing is lost, and nothing is unaccounted for.");
      if (lake.lines > lake.events)
        screen.good(`${lake.lines - lake.events} lines were written twice; the views show each event once.`);
    }
    screen.line(`\nTry next, on the lake that is left in ${relative(root, directory)}/:`);
    screen.command('npx tracklake query "SELECT * FROM github_push_received__commits LIMIT 5"');
    screen.command("npx tracklake ddl github_push_received");
    if (!faulty) screen.command("npm run demo -- --faults");
    return problems.length === 0;
  } finally {
    await running.service?.stop().catch(() => undefined);
    await stopAll();
  }
}

async function stopAll(): Promise<void> {
  await Promise.all([running.stack?.close(), running.postgres?.stop()]);
}
