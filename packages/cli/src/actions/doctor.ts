// `tracklake doctor`: every check in its turn, and what Firehose costs.
import { dirname, join, resolve } from "node:path";
import { lineBytes } from "../cost/example-lines.js";
import { type FirehoseCost, firehoseCost } from "../cost/firehose-cost.js";
import type { Check } from "../doctor/check.js";
import { checkFolders } from "../doctor/check-folders.js";
import { checkPackages, sinksUsed } from "../doctor/check-packages.js";
import { checkProject } from "../doctor/check-project.js";
import type { ExitCode } from "../errors.js";
import type { DoctorOptions } from "../options.js";
import { checkCounts, checkLines, countsLine } from "../print/checks.js";
import type { State } from "../schemas/state.js";
import type { Session } from "../session.js";
import { version } from "../version.js";

/** Carries out the command. */
export async function doctor(session: Session, options: DoctorOptions): Promise<ExitCode> {
  const { io } = session;
  const project = await checkProject(session);
  const root =
    project.state?.project.root ?? (session.config === undefined ? io.cwd : dirname(resolve(io.cwd, session.config)));
  const uses = await sinksUsed(root);
  const spool = options.spool === undefined ? join(root, ".tracklake/spool") : resolve(io.cwd, options.spool);
  const production = options.production ?? io.env.NODE_ENV === "production";
  const checks: Check[] = [
    ...project.checks,
    ...(await checkPackages(root, uses, version(), process.version)),
    ...(await checkFolders({ spool, fallback: uses.fallback, production })),
  ];
  const cost = costOf(options, project.state, io.env.AWS_REGION ?? io.env.AWS_DEFAULT_REGION);
  const counts = checkCounts(checks);
  session.result({ ...counts, checks, ...(cost === undefined ? {} : { firehose_cost: cost }) }, () =>
    [
      ...checkLines(session, checks),
      ...(cost === undefined ? [] : ["", ...costLines(cost, options)]),
      "",
      countsLine(counts),
    ].join("\n"),
  );
  // Without a configuration nothing was examined: wrong use, as every other command says.
  if (checks.some(({ id }) => id === "config-missing")) return 2;
  return counts.errors > 0 ? 1 : 0;
}

function costOf(options: DoctorOptions, state: State | undefined, usual: string | undefined): FirehoseCost | undefined {
  const { eventsPerDay, processes, flushInterval, pricePerGb } = options;
  if (eventsPerDay === undefined) return undefined;
  const events = state?.events ?? [];
  const own = events.filter(({ model }) => model.owner !== "tracklake");
  const sizes = (own.length > 0 ? own : events).map(({ model }) => lineBytes(model));
  const average = sizes.length === 0 ? 500 : Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  const eventBytes = options.eventBytes ?? average;
  return firehoseCost({
    eventsPerDay,
    eventBytes,
    processes,
    flushInterval,
    pricePerGb,
    region: options.region ?? usual,
  });
}

function costLines(cost: FirehoseCost, { eventBytes }: DoctorOptions): string[] {
  const size = `${cost.event_bytes} bytes a line${eventBytes === undefined ? " (estimated from the schemas)" : ""}`;
  const price = `$${cost.price_per_gb} a GB (${cost.region}, ${cost.prices_of === "given" ? "as given" : `list price, ${cost.prices_of}`})`;
  return [
    `Firehose's ingestion, ${cost.events_per_day} events a day, ${size}, ${price}:`,
    `  an event a record   $${cost.dollars_unpacked.toFixed(2)} a month   ${cost.billed_unpacked} times its bytes billed`,
    `  packed              $${cost.dollars_packed.toFixed(2)} a month   ${cost.billed_packed} times, ${cost.events_per_record} events a record at this rate`,
    "Dynamic partitioning, storage and queries come on top: npx tracklake cost reckons them.",
  ];
}
