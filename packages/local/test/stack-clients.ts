// A stack in a directory of its own, with the real clients of the AWS SDK; their retries are off.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { GlueClient } from "@aws-sdk/client-glue";
import { type LocalStack, type LocalStackOptions, startLocalStack } from "../src/index.js";

/** What a test works with. */
export interface TestStack {
  readonly stack: LocalStack;
  readonly root: string;
  readonly directory: string;
  readonly firehose: FirehoseClient;
  readonly glue: GlueClient;
  stop(): Promise<void>;
}

/** Starts one; buffers are written when they are flushed, unless said. */
export async function testStack(options: Partial<LocalStackOptions> = {}): Promise<TestStack> {
  const root = await mkdtemp(join(tmpdir(), "tracklake-stack-"));
  const directory = options.directory ?? join(root, "lake");
  const stack = await startLocalStack({ directory, buffering: { seconds: 900 }, log: () => {}, ...options });
  const client = {
    endpoint: stack.url,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const firehose = new FirehoseClient(client);
  const glue = new GlueClient(client);
  return {
    stack,
    root,
    directory,
    firehose,
    glue,
    async stop() {
      firehose.destroy();
      glue.destroy();
      await stack.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Every file under a directory by its key, unzipped where it ends in .gz. */
export async function objects(directory: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const key = path.slice(directory.length + 1).replaceAll("\\", "/");
    found.set(key, (key.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"));
  }
  return found;
}

/** The line of an event, with its newline. */
export function line(event: string, date = "2026-01-02", rest: object = {}): string {
  return `${JSON.stringify({ event_name: event, event_major: 1, event_date: date, ...rest })}\n`;
}

/** Name of the error that a promise is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "none";
  } catch (error) {
    return (error as Error).name;
  }
}
