// Dead letters on disk: NDJSON, one file for each tracker, bounded in bytes, readable by their owner alone.
import { randomUUID } from "node:crypto";
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DeadLetters } from "./dead-letters.js";

/** What file dead letters may be told. */
export interface FileDeadLettersOptions {
  /** @default ".tracklake/dead-letters" */
  readonly directory?: string;
  /** Bytes that this tracker may write; later dead letters are dropped and counted. @default 64 MiB */
  readonly capacity?: number;
}

const DEFAULT_CAPACITY = 64 * 1024 * 1024;

/**
 * Keeps dead letters in a folder.
 *
 * @example
 * createTracker({ service: "billing", sink, deadLetters: fileDeadLetters({ directory: "/var/lib/billing/dead-letters" }) });
 */
export function fileDeadLetters({
  directory = ".tracklake/dead-letters",
  capacity = DEFAULT_CAPACITY,
}: FileDeadLettersOptions = {}): DeadLetters {
  const path = join(directory, `${randomUUID()}.ndjson`);
  let bytes = 0;
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const write = async () => {
    const texts = waiting;
    waiting = [];
    next = undefined;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await appendFile(path, texts.join(""), { mode: 0o600 });
  };
  return {
    async add(letter) {
      const text = `${JSON.stringify(letter)}\n`;
      const size = Buffer.byteLength(text);
      if (bytes + size > capacity) return false;
      bytes += size;
      waiting.push(text);
      if (!next) {
        // Letters that come while others are written share the next write, which goes on whether those succeed or not.
        next = writing.then(write);
        writing = next.catch(() => undefined);
      }
      await next;
      return true;
    },
  };
}
