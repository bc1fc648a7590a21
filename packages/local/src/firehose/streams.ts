// The streams of an endpoint, by name.
import { ServiceFault } from "../stack/service-fault.js";
import { DeliveryStream, type StreamSurroundings } from "./delivery-stream.js";
import { streamsPerAccount } from "./model-limits.js";
import type { StreamConfig } from "./stream-config.js";

/** All delivery streams of a local stack. */
export class Streams {
  readonly #streams = new Map<string, DeliveryStream>();

  constructor(private readonly around: StreamSurroundings) {}

  /** Creates a stream. @throws ServiceFault ResourceInUseException, LimitExceededException */
  create(config: StreamConfig): DeliveryStream {
    if (this.#streams.has(config.name))
      throw new ServiceFault("ResourceInUseException", `Firehose ${config.name} already exists`);
    if (this.#streams.size >= streamsPerAccount)
      throw new ServiceFault("LimitExceededException", `You have already consumed your ${streamsPerAccount} streams`);
    const stream = new DeliveryStream(config, this.around);
    this.#streams.set(config.name, stream);
    return stream;
  }

  /** A stream that is there. @throws ServiceFault ResourceNotFoundException */
  get(name: string): DeliveryStream {
    const stream = this.#streams.get(name);
    if (!stream)
      throw new ServiceFault(
        "ResourceNotFoundException",
        `Firehose ${name} not found under account 000000000000; there are: ${this.names().join(", ") || "none"}.`,
      );
    return stream;
  }

  /** All names, sorted. */
  names(): string[] {
    return [...this.#streams.keys()].sort();
  }

  /** Bytes that all of them hold. */
  held(): number {
    return [...this.#streams.values()].reduce((bytes, stream) => bytes + stream.held, 0);
  }

  /** Writes what a stream holds, then forgets it. @throws LocalError `lake-unwritable`; the stream stays. */
  async delete(name: string): Promise<void> {
    const stream = this.get(name);
    await stream.flush();
    stream.stop();
    this.#streams.delete(name);
  }

  /** Writes what all streams hold. @throws LocalError `lake-unwritable`, after each of them was tried. */
  async flush(): Promise<void> {
    const results = await Promise.allSettled([...this.#streams.values()].map((stream) => stream.flush()));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }

  /** Stops all timers. */
  stop(): void {
    for (const stream of this.#streams.values()) stream.stop();
  }
}
