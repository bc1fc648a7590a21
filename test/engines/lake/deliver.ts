// Calls on their way into the lake: the SDK, Firehose's protocol, our endpoint, and its objects under their keys into S3.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { startLocalStack } from "@tracklake/local";
import type { RegisteredEvent } from "@tracklake/registry";
import { memoryDeadLetters } from "@tracklake/sdk";
import { firehoseSink } from "@tracklake/sdk/firehose";
import type { EngineLake } from "./engine-lake.js";
import { type AnyTracker, trackerOf } from "./events.js";
import type { Call } from "./rich-rows.js";

/** Tracks all calls and puts what was delivered into the lake. @throws Error when one is not delivered. */
export async function deliver(
  to: EngineLake,
  events: readonly RegisteredEvent[],
  calls: readonly Call[],
): Promise<void> {
  await delivered(to, events, (tracker) => {
    for (const { name, properties, contexts = {} } of calls) {
      tracker.withContext(contexts, () => tracker.track(name, properties));
    }
  });
}

/** Lets a program track, and puts what was delivered into the lake. @throws Error when anything is refused or held. */
export async function delivered(
  to: EngineLake,
  events: readonly RegisteredEvent[],
  program: (tracker: AnyTracker) => void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-delivery-"));
  const directory = join(folder, "lake");
  const stack = await startLocalStack({ directory });
  const client = new FirehoseClient({
    endpoint: stack.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  try {
    const refused: string[] = [];
    const tracker = await trackerOf(events, to.lake.timeZone, {
      service: "engines",
      environment: "test",
      mode: "production",
      unknown: "refuse",
      piiKey: "a key of sixteen bytes and more",
      heartbeat: false,
      sink: firehoseSink({ stream: stack.stream, client }),
      durability: "memory",
      deadLetters: memoryDeadLetters(),
      onViolation: (report) => void refused.push(JSON.stringify(report)),
    });
    program(tracker);
    const counts = await tracker.close({ deadline: 60_000 });
    if (refused.length > 0 || counts.delivered !== counts.accepted) {
      throw new Error(`Not all was delivered: ${JSON.stringify(counts)}\n${refused.join("\n")}`);
    }
    await stack.flush();
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      await to.put(relative(directory, path), await readFile(path));
    }
  } finally {
    client.destroy();
    await stack.close();
    await rm(folder, { recursive: true, force: true });
  }
}
