// What a tracker is told when it is made, and what it takes where nothing was said.

import type { DeadLetters } from "../dead-letters/dead-letters.js";
import { fileDeadLetters } from "../dead-letters/file.js";
import { memoryDeadLetters } from "../dead-letters/memory.js";
import { SdkError } from "../errors.js";
import type { Metrics } from "../metrics/metrics.js";
import type { Sink } from "../sink.js";
import type { PiiOptions } from "./pii.js";
import type { ViolationReport } from "./violations.js";

/** How violations are met: thrown, warned of, or only counted and kept. */
export type Mode = "production" | "development" | "test";

/** Where the tracker says the few things that it has to say. */
export interface Logger {
  warn(message: string): void;
}

/** What a tracker is told. */
export interface TrackerOptions {
  /** The service that tracks, as the `service` column. */
  readonly service: string;
  /** @default `NODE_ENV`, else `development` */
  readonly environment?: string;
  /** Where events go. */
  readonly sink: Sink;
  /** @default by environment: `production`, `test`, anything else is development */
  readonly mode?: Mode;
  /** Unknown properties: left out and counted, or a violation. @default "strip"; in test mode always a violation */
  readonly unknown?: "strip" | "refuse";
  /** Where refused events go. @default files in `.tracklake/dead-letters`; in test mode memory */
  readonly deadLetters?: DeadLetters;
  /** Told of every violation in development and production; what it throws is ignored but for a warning. */
  readonly onViolation?: (report: ViolationReport) => void;
  /** Keys of the HMAC for properties with `pii: "hash"`; without one they are left out and counted. */
  readonly pii?: PiiOptions;
  /** The short form of `pii` for a key that is never changed. */
  readonly piiKey?: string;
  /** Records every minute how far each table has come, so that `tracklake verify` sees a lost tail. @default true; false in test mode */
  readonly heartbeat?: boolean;
  /**
   * Where losses and held events are said, and what is odd about events, each once.
   *
   * @default `console`; in production only losses and held events are said then
   */
  readonly logger?: Logger;
  /** Milliseconds that an event waits for company. @default 1000 */
  readonly flushInterval?: number;
  /** Bytes of events that may wait in memory; what comes over it is dropped and counted. @default 64 MiB */
  readonly queueBytes?: number;
  /**
   * What an event has to survive before its receipt says that it is stored: nothing (`memory`), a killed process
   * (`process`), a loss of power (`disk`). @default "process"; "memory" in test mode and for sinks in memory
   */
  readonly durability?: Durability;
  /** Where events are kept on disk until they are delivered, when `durability` is not `memory`. */
  readonly spool?: SpoolSettings;
  /** Takes the place of the sink once that has been down for a minute, and when `close` nears its deadline. */
  readonly fallback?: Sink;
  /** Calls to the sink at the same time, 1 to 16. @default 2 */
  readonly concurrency?: number;
  /** How many times the usual rate is sent while what was held back drains, 1 to 100. @default 2 */
  readonly drainRate?: number;
  /** Told of everything that is measured, at intervals and at the end; what it throws is ignored but for a warning. */
  readonly onMetrics?: (metrics: Metrics) => void;
  /** Milliseconds between two of these, 100 to 3,600,000. @default 10_000 */
  readonly metricsInterval?: number;
  /** Milliseconds since 1970. @default `Date.now` */
  readonly clock?: () => number;
}

/** What an event has to survive before it counts as stored. */
export type Durability = "memory" | "process" | "disk";

/** Where and how events are kept on disk. */
export interface SpoolSettings {
  /** A folder that outlives the process; many processes may share it. @default ".tracklake/spool" */
  readonly directory?: string;
  /** Bytes on disk, 16 MiB at least. @default 1 GiB */
  readonly bytes?: number;
  /**
   * When it is full: new events are refused (`refuse-new`), the oldest are deleted although they were stored
   * (`drop-oldest`), or new ones wait in memory until there is room (`block`; the call itself never waits).
   *
   * @default "refuse-new"
   */
  readonly whenFull?: "refuse-new" | "drop-oldest" | "block";
}

/** The same with nothing left open. */
export type Settings = Required<
  Omit<TrackerOptions, "pii" | "piiKey" | "onViolation" | "onMetrics" | "fallback" | "spool">
> &
  Pick<TrackerOptions, "pii" | "piiKey" | "onViolation" | "onMetrics" | "fallback"> & {
    readonly spool: Required<SpoolSettings>;
    /** Only losses and what is held are said. */
    readonly quiet: boolean;
  };

const DEFAULT_QUEUE_BYTES = 64 * 1024 * 1024;
const DEFAULT_FLUSH_INTERVAL = 1_000;
/** A few segments, each of which is larger than what is written at once. */
const LEAST_SPOOL_BYTES = 16 * 1024 * 1024;
const DEFAULT_SPOOL_BYTES = 1024 * 1024 * 1024;
const DEFAULT_METRICS_INTERVAL = 10_000;
const DEFAULT_CONCURRENCY = 2;
const DEFAULT_DRAIN_RATE = 2;

/**
 * Fills in the defaults.
 *
 * @throws SdkError `wrong-option` for a value that an option cannot have.
 */
export function settingsOf(options: TrackerOptions): Settings {
  if (typeof options !== "object" || options === null) throw wrong("options", options, "{ service, sink }");
  const { service, sink } = options;
  if (typeof service !== "string" || service.trim() === "") throw wrong("service", service, "the name of your service");
  if (typeof sink?.send !== "function") throw wrong("sink", sink, "firehoseSink, fileSink or another sink");
  const environment = options.environment ?? process.env.NODE_ENV ?? "development";
  const mode = options.mode ?? modeOf(environment);
  const flushInterval = options.flushInterval ?? DEFAULT_FLUSH_INTERVAL;
  const queueBytes = options.queueBytes ?? DEFAULT_QUEUE_BYTES;
  if (!(flushInterval >= 0 && flushInterval <= 900_000)) throw wrong("flushInterval", flushInterval, "0 to 900000 ms");
  if (!(queueBytes > 0)) throw wrong("queueBytes", queueBytes, "a number of bytes over 0");
  const durability = options.durability ?? (mode === "test" || sink.level === "memory" ? "memory" : "process");
  if (!["memory", "process", "disk"].includes(durability))
    throw wrong("durability", durability, 'one of "memory", "process", "disk"');
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  const drainRate = options.drainRate ?? DEFAULT_DRAIN_RATE;
  if (!(Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 16))
    throw wrong("concurrency", concurrency, "a whole number from 1 to 16");
  if (!(drainRate >= 1 && drainRate <= 100)) throw wrong("drainRate", drainRate, "1 to 100");
  const metricsInterval = options.metricsInterval ?? DEFAULT_METRICS_INTERVAL;
  if (!(metricsInterval >= 100 && metricsInterval <= 3_600_000))
    throw wrong("metricsInterval", metricsInterval, "100 to 3600000 ms");
  return {
    ...options,
    metricsInterval,
    heartbeat: options.heartbeat ?? mode !== "test",
    durability,
    spool: spoolOf(options.spool),
    concurrency,
    drainRate,
    environment,
    mode,
    unknown: mode === "test" ? "refuse" : (options.unknown ?? "strip"),
    deadLetters: options.deadLetters ?? (mode === "test" ? memoryDeadLetters() : fileDeadLetters()),
    logger: options.logger ?? console,
    quiet: options.logger === undefined && mode === "production",
    flushInterval,
    queueBytes,
    clock: options.clock ?? Date.now,
  };
}

function spoolOf(spool: SpoolSettings = {}): Required<SpoolSettings> {
  const { directory = ".tracklake/spool", bytes = DEFAULT_SPOOL_BYTES, whenFull = "refuse-new" } = spool;
  if (typeof directory !== "string" || directory === "") throw wrong("spool.directory", directory, "a folder");
  if (!(bytes >= LEAST_SPOOL_BYTES)) throw wrong("spool.bytes", bytes, `at least ${LEAST_SPOOL_BYTES} bytes`);
  if (!["refuse-new", "drop-oldest", "block"].includes(whenFull))
    throw wrong("spool.whenFull", whenFull, 'one of "refuse-new", "drop-oldest", "block"');
  return { directory, bytes, whenFull };
}

function modeOf(environment: string): Mode {
  return environment === "production" || environment === "test" ? environment : "development";
}

function wrong(option: string, value: unknown, want: string): SdkError {
  return new SdkError("wrong-option", `createTracker: ${option} is ${JSON.stringify(value)}; it is ${want}.`);
}
