// A service on this machine that takes events as Firehose, Segment, PostHog, Snowplow, RudderStack and OTLP do, and as
// little else as possible: it answers rightly, keeps what it was sent, and fails as it is told to.
import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { firehose, type Protocol, protocols, recordsOf } from "./bodies.js";
import { type Faults, fateOf, healthy, randomFrom } from "./faults.js";
import { bodyOf, type Memory } from "./memory.js";
import { Tally } from "./tally.js";

/** Of the length of an id that a random one has; Firehose's own are longer, which would be the slower for many records. */
const RECORD = '{"RecordId":"00000000-0000-4000-8000-000000000000"}';
const FAILED = '{"ErrorCode":"ServiceUnavailableException","ErrorMessage":"injected"}';
/** Milliseconds for which a connection that is not used is kept, longer than any library keeps it. */
const KEEP_ALIVE = 120_000;

/** The service. */
export class Endpoint {
  readonly server: Server;
  faults: Faults = healthy;
  tally = new Tally(false);
  /** Where bodies are kept; without one, each in memory of its own. */
  memory: Memory | undefined;
  readonly #random: () => number;
  readonly #answers = new Map<number, Buffer>();

  constructor(seed = 1) {
    this.#random = randomFrom(seed);
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE, noDelay: true }, (request, response) => {
      const body = bodyOf(request, this.memory);
      request.on("data", (chunk: Buffer) => body.add(chunk));
      request.on("end", () => this.#serve(request, response, body.bytes()));
      // A caller that gives up or is killed: what it sent in part is not kept.
      request.on("error", () => response.destroy());
    });
  }

  #serve(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const protocol = protocols.find(({ path }) => path.test(request.url ?? ""));
    const fate = fateOf(this.faults, this.#random);
    if (!protocol) answer(response, 404, Buffer.from("{}"));
    else if (fate === "failed") answer(response, 503, Buffer.from('{"__type":"ServiceUnavailableException"}'));
    else {
      const text = protocol === firehose ? this.#firehose(request, protocol, body) : this.#other(protocol, body);
      if (fate === "served") answer(response, 200, text);
      else if (this.faults.cutAfter !== undefined) setTimeout(() => response.destroy(), this.faults.cutAfter);
    }
  }

  #other(protocol: Protocol, body: Buffer): Buffer {
    this.tally.keep(protocol, body, 0);
    return Buffer.from('{"status":1,"success":true}');
  }

  #firehose({ headers }: IncomingMessage, protocol: Protocol, body: Buffer): Buffer {
    const records = recordsOf(body);
    if (String(headers["x-amz-target"]).endsWith(".PutRecord")) {
      this.tally.keep(protocol, body, 1);
      return Buffer.from(RECORD);
    }
    if (this.faults.failingRecords === 0) {
      this.tally.keep(protocol, body, records);
      return this.#allTaken(records);
    }
    const kept = Array.from({ length: records }, () => this.#random() >= this.faults.failingRecords);
    this.tally.keep(protocol, body, kept);
    return batchAnswer(kept);
  }

  #allTaken(records: number): Buffer {
    const known = this.#answers.get(records) ?? batchAnswer(Array.from({ length: records }, () => true));
    this.#answers.set(records, known);
    return known;
  }
}

function batchAnswer(kept: readonly boolean[]): Buffer {
  const failed = kept.filter((ok) => !ok).length;
  const responses = kept.map((ok) => (ok ? RECORD : FAILED)).join(",");
  return Buffer.from(`{"FailedPutCount":${failed},"Encrypted":false,"RequestResponses":[${responses}]}`);
}

function answer(response: ServerResponse, status: number, body: Buffer): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1", "content-length": body.length });
  response.end(body);
}
