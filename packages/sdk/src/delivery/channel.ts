// One sink and what is known of its health: calls it, sorts what came of each record, finds the line that is refused.
import { withLinkedSignal } from "../linked-signal.js";
import { type FailureKind, failureOf, type Sink } from "../sink.js";
import { textOf } from "../text-of.js";
import { linesIn, type Shipment, shipmentOf } from "./backlog.js";
import { Circuit, type CircuitOptions } from "./circuit.js";

/** What came of a batch. */
export interface Answered {
  readonly delivered: readonly Shipment[];
  /** To be sent again. */
  readonly failed: readonly Shipment[];
  /** Of one line each: the service will never take them. */
  readonly refused: readonly { readonly shipment: Shipment; readonly reason: string }[];
  /** To be sent again after all else: refused together, when nothing shows yet that the sink takes others. */
  readonly suspect?: readonly Shipment[];
  /** The worst that was met; absent when all went well. */
  readonly trouble?: { readonly kind: FailureKind; readonly reason: string };
}

/** Codes of single records that mean that it is too much for the stream. Source: API, PutRecordBatch. */
const busy: ReadonlySet<string> = new Set(["ServiceUnavailableException", "ThrottlingException"]);

/** Lines that are refused, with none taken, before it may be the stream that is wrong, and not each of them. */
const TOO_MANY = 10;

/** What a batch has met so far, in lines. */
interface Met {
  taken: number;
  refused: number;
}

/** The way to one sink. */
export class Channel {
  readonly sink: Sink;
  readonly circuit: Circuit;
  #given = new AbortController();
  readonly #suspects = new WeakSet<Shipment>();
  /** Whether the sink has taken lines since some were suspected. */
  #took = false;
  /** Calls under way. */
  inFlight = 0;

  constructor(sink: Sink, options: CircuitOptions) {
    this.sink = sink;
    this.circuit = new Circuit(options);
  }

  /**
   * Sends a batch, once; when the sink refuses it, its halves, until what is refused stands alone.
   *
   * Lines that are refused together are held, since their stream may be wrong. Once the sink has taken others it is they
   * that are: refused once more, they are refused for good.
   */
  async send(batch: readonly Shipment[], signal: AbortSignal): Promise<Answered> {
    this.inFlight++;
    const given = this.#given.signal;
    const met: Met = { taken: 0, refused: 0 };
    const known = this.#isKnown(batch);
    try {
      return await withLinkedSignal({ signals: [signal, given] }, async (linked) => {
        const answered = await this.#send(batch, { signal: linked, given, met });
        if (met.taken > 0) this.#took = true;
        return known ? answered : this.#suspected(batch, answered, met);
      });
    } finally {
      this.inFlight--;
    }
  }

  /** Gives up the calls that are under way; what they carried failed, and may have been written. */
  giveUp(): void {
    this.#given.abort(new Error("given up, since the end is near, or a freeze"));
    this.#given = new AbortController();
  }

  async #send(batch: readonly Shipment[], search: Search): Promise<Answered> {
    const { signal, given, met } = search;
    if (signal.aborted) return failedBy(batch, "failed", textOf(signal.reason));
    try {
      const results = await unlessAborted(this.sink.send(batch, signal), given);
      const failed = batch.filter((_, index) => !results[index]?.ok);
      const worst = results.find((result) => !result.ok);
      const delivered = failed.length === 0 ? batch : batch.filter((_, index) => results[index]?.ok);
      met.taken += linesIn(delivered);
      return { delivered, failed, refused: [], ...(failed.length === 0 ? {} : { trouble: troubleOf(worst) }) };
    } catch (error) {
      const { kind, message } = failureOf(error);
      if (kind !== "refused" || signal.aborted) return failedBy(batch, kind, message);
      return this.#halve(batch, message, search);
    }
  }

  async #halve(batch: readonly Shipment[], reason: string, search: Search): Promise<Answered> {
    const { met } = search;
    const [first] = batch;
    if (batch.length === 1 && first?.lines === 1) {
      met.refused++;
      return { delivered: [], failed: [], refused: [{ shipment: first, reason }] };
    }
    // Enough to suspect the stream: what is left is tried as it is, and looked into when some of it was taken.
    if (met.taken === 0 && met.refused >= TOO_MANY && !this.#isKnown(batch))
      return { delivered: [], failed: [], refused: [], suspect: batch };
    const halves = batch.length > 1 ? cut(batch) : cut(lineByLine(first)).map((lines) => [merged(lines)]);
    if (batch.length === 1 && first && this.#suspects.has(first)) this.#suspect(halves.flat());
    const answers: Answered[] = [];
    for (const half of halves) answers.push(await this.#send(half, search));
    const trouble = answers.find((answer) => answer.trouble)?.trouble;
    const suspect = answers.flatMap((answer) => answer.suspect ?? []);
    return {
      delivered: answers.flatMap((answer) => answer.delivered),
      failed: answers.flatMap((answer) => answer.failed),
      refused: answers.flatMap((answer) => answer.refused),
      ...(suspect.length > 0 ? { suspect } : {}),
      ...(trouble ? { trouble } : {}),
    };
  }

  /** Whether all of it was suspected before the sink took other lines. */
  #isKnown(batch: readonly Shipment[]): boolean {
    return this.#took && batch.every((shipment) => this.#suspects.has(shipment));
  }

  #suspect(shipments: readonly Shipment[]): void {
    for (const shipment of shipments) this.#suspects.add(shipment);
  }

  /** Holds a batch of which nothing was taken and too much refused. */
  #suspected(batch: readonly Shipment[], answered: Answered, { taken, refused }: Met): Answered {
    const { suspect = [], failed, trouble } = answered;
    if (taken > 0) {
      this.#suspect(suspect);
      const { suspect: _, ...rest } = answered;
      return { ...rest, failed: [...failed, ...suspect] };
    }
    if (refused < TOO_MANY) return answered;
    // What the halves met beside refusals says nothing of the stream.
    if (failed.length > 0) return failedBy(batch, trouble?.kind ?? "failed", trouble?.reason ?? "");
    this.#suspect(batch);
    this.#took = false;
    const [{ reason = "" } = {}] = answered.refused;
    return { delivered: [], failed: [], refused: [], suspect: batch, trouble: { kind: "held", reason } };
  }
}

/** How a batch is looked through. */
interface Search {
  readonly signal: AbortSignal;
  readonly given: AbortSignal;
  readonly met: Met;
}

function failedBy(batch: readonly Shipment[], kind: FailureKind, reason: string): Answered {
  return { delivered: [], failed: batch, refused: [], trouble: { kind, reason } };
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
