// An S3 bucket over HTTP, as far as PutObject is concerned; faults are told to it.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A bucket on 127.0.0.1. */
export class Bucket {
  readonly objects = new Map<string, Buffer>();
  /** Answers to give in place of taking objects, first to last. */
  readonly answers: { status: number; code: string }[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Bucket> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const answer = bucket.answers.shift();
        if (answer) {
          response.writeHead(answer.status, { "content-type": "application/xml" });
          response.end(`<Error><Code>${answer.code}</Code><Message>as told</Message></Error>`);
          return;
        }
        const key = decodeURIComponent((request.url ?? "").split("?")[0]?.replace(/^\/lake\//, "") ?? "");
        bucket.objects.set(key, Buffer.concat(chunks));
        response.end();
      });
    });
    const bucket = new Bucket(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return bucket;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Every line of every object. */
  get lines(): string[] {
    return [...this.objects.values()].flatMap(
      (object) =>
        gunzipSync(object)
          .toString()
          .match(/[^\n]*\n/g) ?? [],
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
