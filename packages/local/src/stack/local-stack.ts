// The local stack: one endpoint on this machine that speaks Firehose and Glue and delivers into a directory.
// It writes soon rather than when a real stream's buffer is full, so that a query finds what was just tracked.
import { access, constants, mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { LocalError } from "../errors.js";
import { type FaultCounts, faultPlan } from "../faults/fault-plan.js";
import { checkFaults, type Faults } from "../faults/faults.js";
import { defaultStream } from "../firehose/default-stream.js";
import type { StreamStats } from "../firehose/delivery-stream.js";
import { firehoseOperations } from "../firehose/operations.js";
import { streamConfig } from "../firehose/stream-config.js";
import { Streams } from "../firehose/streams.js";
import { CatalogueFile } from "../glue/catalogue-file.js";
import { glueOperations } from "../glue/operations.js";
import { announce } from "./announce.js";
import { listen } from "./listen.js";
import { stackServer } from "./server.js";
import { ServiceFault } from "./service-fault.js";

/** Options of {@link startLocalStack}. */
export interface LocalStackOptions {
  /** The lake: what the bucket is on AWS. Made when it is not there. */
  readonly directory: string;
  /** Port on 127.0.0.1, 0 to 65535; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** Name of the stream of all events, there from the start. @default "tracklake-events" */
  readonly stream?: string;
  /** Where the catalogue is kept. @default `glue` beside the lake's directory */
  readonly glueDirectory?: string;
  readonly buffering?: {
    /** Seconds after which a buffer is written here, from 0.01 to 900; a stream's own hints stay as asked. @default 1 */
    readonly seconds?: number;
    /** Bytes that a stream holds before it refuses calls, at least 8 MiB. @default 128 MiB */
    readonly holdBytes?: number;
  };
  /** Faults of PutRecord and PutRecordBatch. @default none */
  readonly faults?: Faults;
  /** Faults of all of Glue's operations; `records` says nothing here. @default none */
  readonly glueFaults?: Faults;
  /** Takes one line when the lake stops or starts being writable. @default standard error */
  readonly log?: (line: string) => void;
}

/** What a local stack has counted. */
export interface LocalStackStats extends Readonly<StreamStats> {
  /** Bytes that are accepted and not yet written. */
  readonly heldBytes: number;
  /** Faults that were injected, and the seed that repeats them. */
  readonly faults: Readonly<FaultCounts>;
  /** Those of Glue. */
  readonly glueFaults: Readonly<FaultCounts>;
}

/** A running local stack. */
export interface LocalStack {
  /** The endpoint of Firehose and of Glue. */
  readonly url: string;
  /** Name of the stream of all events. */
  readonly stream: string;
  /** Writes all that was accepted. @throws LocalError `lake-unwritable`; what is not written is kept. */
  flush(): Promise<void>;
  /** Stops listening and writes all that was accepted. @throws LocalError `lake-unwritable`; calling again tries again. */
  close(): Promise<void>;
  /** Records in, events and objects written, records in the error output, faults injected. */
  stats(): LocalStackStats;
}

const puts: ReadonlySet<string> = new Set(["Firehose_20150804.PutRecord", "Firehose_20150804.PutRecordBatch"]);
const DEFAULT_STREAM = "tracklake-events";
const MEBIBYTE = 1024 * 1024;
const HOLD = { least: 8 * MEBIBYTE, default: 128 * MEBIBYTE } as const;
const SECONDS = { least: 0.01, most: 900, default: 1 } as const;

/**
 * Starts the endpoint. Streams that are created over it last until it is closed; tables last in `glueDirectory`.
 *
 * @throws LocalError `port-in-use`, `option-invalid`, `faults-invalid`, `lake-unwritable`, `glue-unreadable`
 * @example
 * const stack = await startLocalStack({ directory: ".tracklake/lake" });
 * new FirehoseClient({ endpoint: stack.url, region: "us-east-1", credentials });
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { port = 0, stream = DEFAULT_STREAM, buffering = {}, log = toStandardError } = options;
  const { seconds = SECONDS.default, holdBytes = HOLD.default } = buffering;
  within("port", port, 0, 65_535);
  within("buffering.seconds", seconds, SECONDS.least, SECONDS.most);
  within("buffering.holdBytes", holdBytes, HOLD.least, Number.MAX_SAFE_INTEGER);
  const faults = faultPlan(checkFaults(options.faults ?? {}));
  const glueFaults = faultPlan(checkFaults(options.glueFaults ?? {}));
  const directory = resolve(options.directory);
  await makeWritable(directory);
  const glueDirectory = resolve(options.glueDirectory ?? join(dirname(directory), "glue"));
  const catalogue = await CatalogueFile.open(glueDirectory);

  const counts: StreamStats = { recordsIn: 0, eventsWritten: 0, objects: 0, errors: 0 };
  const streams = new Streams({ directory, seconds, holdBytes, stats: counts, log });
  createDefault(streams, stream);
  const { server, close } = stackServer({
    operations: new Map([
      ["Firehose_20150804", firehoseOperations(streams, faults.record)],
      ["AWSGlue", glueOperations(catalogue)],
    ]),
    faults: (target) => (puts.has(target) ? faults : target.startsWith("AWSGlue.") ? glueFaults : undefined),
    log,
  });
  const url = await listen(server, port);
  const withdraw = await announce(glueDirectory, url, log);
  let closed: Promise<void> | undefined;
  return {
    url,
    stream,
    flush: () => streams.flush(),
    async close() {
      closed ??= close();
      await closed;
      streams.stop();
      await streams.flush();
      await withdraw();
    },
    stats: () => ({
      ...counts,
      heldBytes: streams.held(),
      faults: { ...faults.counts },
      glueFaults: { ...glueFaults.counts },
    }),
  };
}

function createDefault(streams: Streams, name: string): void {
  try {
    streams.create(streamConfig(defaultStream(name)));
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    const text = `stream is ${JSON.stringify(name)}: ${error.message}. Use 1 to 64 letters, digits, _ . -`;
    throw new LocalError("option-invalid", text, { cause: error });
  }
}

async function makeWritable(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const text = `The lake ${directory} cannot be written: ${why}. Make it writable or name another directory.`;
    throw new LocalError("lake-unwritable", text, { cause });
  }
}

function within(name: string, value: number, least: number, most: number): void {
  if (typeof value === "number" && value >= least && value <= most) return;
  throw new LocalError("option-invalid", `${name} is ${String(value)}; it is a number from ${least} to ${most}.`);
}

function toStandardError(line: string): void {
  process.stderr.write(`tracklake local: ${line}\n`);
}
