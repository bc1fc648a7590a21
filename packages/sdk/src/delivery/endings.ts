// The end of lines that were sent: delivered, and counted as such, or refused for good and kept as dead letters.
import type { Outcome } from "../receipt.js";
import type { Shipment } from "./backlog.js";
import type { Answered } from "./channel.js";
import type { SenderOptions } from "./sender-options.js";

/** Gives lines their end. */
export class Endings {
  readonly #options: Pick<SenderOptions, "counter" | "refuse">;
  readonly #refusals = new Set<Promise<void>>();

  constructor(options: Pick<SenderOptions, "counter" | "refuse">) {
    this.#options = options;
  }

  /** Whether lines are on their way into the dead letters. */
  get busy(): boolean {
    return this.#refusals.size > 0;
  }

  /** Resolves when the lines that are being refused are dead letters. */
  async ended(): Promise<void> {
    await Promise.all(this.#refusals);
  }

  /** Lines were taken. */
  deliver(shipments: readonly Shipment[], outcome: Outcome, fellBack: boolean): void {
    const { counter } = this.#options;
    for (const { spans } of shipments) {
      for (const { parcel, from, to } of spans) {
        if (!parcel.segment?.lost) counter.deliver(to - from, parcel.segment !== undefined);
        if (fellBack) counter.fellBack += to - from;
        parcel.finish(from, to, outcome);
      }
    }
  }

  /** The service will never take these. */
  async refuse(refused: Answered["refused"]): Promise<void> {
    const all = (async () => {
      for (const { shipment, reason } of refused) await this.#refuse(shipment, reason);
    })();
    this.#refusals.add(all);
    await all;
    this.#refusals.delete(all);
  }

  async #refuse({ spans }: Shipment, reason: string): Promise<void> {
    for (const { parcel, from, to } of spans) {
      const text = parcel.bytes.toString("utf8", parcel.start(from), parcel.start(to));
      if (!parcel.segment?.lost) await this.#options.refuse(text, reason, parcel.segment !== undefined);
      parcel.finish(from, to, { ok: false, level: "none", reason });
    }
  }
}
