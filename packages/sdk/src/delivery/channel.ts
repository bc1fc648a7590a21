// One sink and what is known of its health: calls it, sorts what came of each record, finds the line that is refused.
import { withLinkedSignal } from "../linked-signal.js";
import { type FailureKind, failureOf, type Sink } from "../sink.js";
import { linesIn, type Shipment, shipmentOf } from "./backlog.js";
import { Circuit, type CircuitOptions } from "./circuit.js";

/** What came of a batch. */
export interface Answered {
  readonly delivered: readonly Shipment[];
  /** To be sent again. */
  readonly failed: readonly Shipment[];
  /** Of one line each: the service will never take them. */
  readonly refused: readonly { readonly shipment: Shipment; readonly reason: string }[];
  /** The worst that was met; absent when all went well. */
  readonly trouble?: { readonly kind: FailureKind; readonly reason: string };
}

/** Codes of single records that mean that it is too much for the stream. Source: API, PutRecordBatch. */
const busy: ReadonlySet<string> = new Set(["ServiceUnavailableException", "ThrottlingException"]);

/** Lines that are not refused together for what is in them. */
const TOO_MANY = 10;

/** The way to one sink. */
export class Channel {
  readonly sink: Sink;
  readonly circuit: Circuit;
  #given = new AbortController();
  /** Calls under way. */
  inFlight = 0;

  constructor(sink: Sink, options: CircuitOptions) {
    this.sink = sink;
    this.circuit = new Circuit(options);
  }

  /** Sends a batch, once; when the sink refuses it, its halves, until what is refused stands alone. */
  async send(batch: readonly Shipment[], signal: AbortSignal): Promise<Answered> {
    this.inFlight++;
    const given = this.#given.signal;
    try {
      return await withLinkedSignal({ signals: [signal, given] }, (linked) => this.#send(batch, linked, given));
    } finally {
      this.inFlight--;
    }
  }

  /** Gives up the calls that are under way; what they carried failed, and may have been written. */
  giveUp(): void {
    this.#given.abort(new Error("given up, since the end is near, or a freeze"));
    this.#given = new AbortController();
  }

  async #send(batch: readonly Shipment[], signal: AbortSignal, given: AbortSignal): Promise<Answered> {
    try {
      const results = await unlessAborted(this.sink.send(batch, signal), given);
      const failed = batch.filter((_, index) => !results[index]?.ok);
      const worst = results.find((result) => !result.ok);
      return {
        delivered: failed.length === 0 ? batch : batch.filter((_, index) => results[index]?.ok),
        failed,
        refused: [],
        ...(failed.length === 0 ? {} : { trouble: troubleOf(worst) }),
      };
    } catch (error) {
      const { kind, message } = failureOf(error);
      if (kind !== "refused" || signal.aborted)
        return { delivered: [], failed: batch, refused: [], trouble: { kind, reason: message } };
      return this.#halve(batch, message, signal, given);
    }
  }

  async #halve(batch: readonly Shipment[], reason: string, signal: AbortSignal, given: AbortSignal): Promise<Answered> {
    const [first] = batch;
    if (batch.length === 1 && first?.lines === 1)
      return { delivered: [], failed: [], refused: [{ shipment: first, reason }] };
    const halves = batch.length > 1 ? cut(batch) : cut(lineByLine(first)).map((lines) => [merged(lines)]);
    const answers: Answered[] = [];
    for (const half of halves) answers.push(await this.#send(half, signal, given));
    const trouble = answers.find((answer) => answer.trouble)?.trouble;
    if (linesIn(batch) >= TOO_MANY && answers.every(tookNothing)) {
      // Not one line is taken: it is the stream that is wrong, not each of them.
      return { delivered: [], failed: batch, refused: [], trouble: { kind: "held", reason } };
    }
    return {
      delivered: answers.flatMap((answer) => answer.delivered),
      failed: answers.flatMap((answer) => answer.failed),
      refused: answers.flatMap((answer) => answer.refused),
      ...(trouble ? { trouble } : {}),
    };
  }
}

/** Whether a part was refused to its last line, or was found to be more than each line's own fault. */
function tookNothing({ delivered, failed, trouble }: Answered): boolean {
  return delivered.length === 0 && (failed.length === 0 || trouble?.kind === "held");
}

function troubleOf(
  result: { ok: boolean; code?: string; message?: string } | undefined,
): NonNullable<Answered["trouble"]> {
  const { code = "NoResponse", message = "the sink gave no result for a record" } = result ?? {};
  return { kind: busy.has(code) ? "throttled" : "failed", reason: `${code}: ${message}` };
}

/** A sink may not listen to its signal. */
function unlessAborted<Result>(sent: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    void sent.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function cut<Item>(items: readonly Item[]): [Item[], Item[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

function lineByLine(shipment: Shipment | undefined): Shipment[] {
  return (shipment?.spans ?? []).flatMap(({ parcel, from, to }) =>
    Array.from({ length: to - from }, (_, line) => shipmentOf([{ parcel, from: from + line, to: from + line + 1 }])),
  );
}

function merged(shipments: readonly Shipment[]): Shipment {
  return shipmentOf(shipments.flatMap(({ spans }) => spans));
}
