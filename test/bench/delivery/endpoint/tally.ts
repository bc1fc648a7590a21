// What arrived at the endpoint. Bodies are kept as they come and counted when somebody asks, so that counting takes no
// time from what is measured; only when there are too many of them they are counted at once.
import type { Buffer } from "node:buffer";
import { billedBytes, dataOf, firehose, ordersIn, type Protocol } from "./bodies.js";

/** What arrived. */
export interface Arrived {
  readonly calls: number;
  readonly records: number;
  readonly events: number;
  /** Bytes of bodies. */
  readonly bytes: number;
  /** Bytes of the data of records, and what Firehose bills for them; kept when orders are. */
  readonly dataBytes: number;
  readonly billedBytes: number;
  /** How often each `order_id` arrived; kept when orders are. */
  readonly orders: Readonly<Record<string, number>>;
}

/** Bytes of bodies that are kept uncounted. */
const KEPT = 4 * 1024 * 1024 * 1024;

/** Counts. */
export class Tally {
  readonly #orders: Map<string, number> | undefined;
  #later: { readonly protocol: Protocol; readonly body: Buffer; readonly records?: readonly boolean[] }[] = [];
  #waiting = 0;
  #calls = 0;
  #records = 0;
  #events = 0;
  #bytes = 0;
  #dataBytes = 0;
  #billedBytes = 0;

  /** @param orders - Whether bodies are read as JSON and each event is told apart. */
  constructor(orders: boolean) {
    this.#orders = orders ? new Map() : undefined;
  }

  /**
   * A call arrived and is kept.
   *
   * @param records - How many records it has, or which of them are kept.
   */
  keep(protocol: Protocol, body: Buffer, records: number | readonly boolean[]): void {
    this.#calls++;
    this.#bytes += body.length;
    this.#records += typeof records === "number" ? records : records.filter((kept) => kept).length;
    this.#later.push({ protocol, body, ...(typeof records === "number" ? {} : { records }) });
    this.#waiting += body.length;
    if (this.#waiting > KEPT) this.#count();
  }

  arrived(): Arrived {
    this.#count();
    return {
      calls: this.#calls,
      records: this.#records,
      events: this.#events,
      bytes: this.#bytes,
      dataBytes: this.#dataBytes,
      billedBytes: this.#billedBytes,
      orders: Object.fromEntries(this.#orders ?? []),
    };
  }

  #count(): void {
    for (const { protocol, body, records } of this.#later) {
      if (!this.#orders) this.#events += protocol.count(body);
      else for (const order of this.#ordersOf(protocol, body, records)) this.#see(order);
    }
    this.#later = [];
    this.#waiting = 0;
  }

  #ordersOf(protocol: Protocol, body: Buffer, records?: readonly boolean[]): string[] {
    if (protocol !== firehose) return protocol.orders(body);
    return [...dataOf(body)].flatMap((data, index) => {
      if (records && !records[index]) return [];
      this.#dataBytes += data.length;
      this.#billedBytes += billedBytes(data.length);
      return ordersIn(data);
    });
  }

  #see(order: string): void {
    this.#events++;
    this.#orders?.set(order, (this.#orders.get(order) ?? 0) + 1);
  }
}
