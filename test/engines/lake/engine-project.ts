// A project whose lake is on the engines, so that the command itself works on it: Trino, our Glue endpoint, S3.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Lake, tableFolder, tableName } from "@tracklake/envelope";
import { fileStore, publish, type RegisteredEvent } from "@tracklake/registry";
import { toEventModel } from "@tracklake/schema";
import { inject } from "vitest";
import { type Outcome, type Running, start, write } from "../../../packages/cli/test/harness.js";
import { lineText } from "../evolution/line.js";
import { type EngineLake, engineLake } from "./engine-lake.js";
import { richEvent } from "./rich-event.js";

/** The event of every column type, published in a project. */
export interface EngineProject {
  readonly engine: EngineLake;
  readonly lake: Lake;
  readonly root: string;
  readonly event: RegisteredEvent;
  /** Begins the command; options that name Trino are added where it takes them. */
  begin(...argv: string[]): Running;
  run(...argv: string[]): Promise<Outcome>;
  /** Runs it. @throws Error with what it printed, when it does not end with 0. */
  fine(...argv: string[]): Promise<Outcome>;
  /** Delivers lines of a day into one file; what is not said of a line is the same in all. @returns Bytes. */
  put(dt: string, file: string, lines: readonly Line[]): Promise<number>;
  close(): void;
}

/** A line by its number, and the columns that it has beside the envelope. */
export type Line = Readonly<Record<string, unknown>> & { readonly sequence: number };

const richEventPath = fileURLToPath(new URL("rich-event.ts", import.meta.url));

/** Makes a project. @param files - Beside its configuration and its event. */
export async function engineProject(
  name: string,
  files: Readonly<Record<string, string>> = {},
): Promise<EngineProject> {
  const engine = await engineLake(name, "Asia/Tokyo");
  const { lake } = engine;
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tracklake-engines-project-")));
  write(root, {
    "tracklake.config.ts": `import { defineConfig } from "tracklake";
export default defineConfig({ owner: "platform", lake: ${JSON.stringify(lake)} });
`,
    "schemas/everything-stored.ts": `export { richEvent as default } from ${JSON.stringify(richEventPath)};\n`,
    ...files,
  });
  const { model } = toEventModel(richEvent, { owner: "platform" });
  const { published } = await publish(fileStore(join(root, "schemas/history")), [model], { now: new Date() });
  const [event] = published;
  if (!event) throw new Error("one event gives one revision");
  const { glue, s3, trino } = inject("engines");
  const env = { AWS_ENDPOINT_URL_GLUE: glue, AWS_ENDPOINT_URL_S3: s3, AWS_REGION: "us-east-1" };
  const begin = (...argv: string[]) => start(root, [...argv, "--trino-server", trino, "--catalog", "lake"], { env });
  return {
    engine,
    lake,
    root,
    event,
    begin,
    run: (...argv) => begin(...argv).outcome,
    async fine(...argv) {
      const outcome = await begin(...argv).outcome;
      const { code, stdout, stderr } = outcome;
      if (code !== 0) throw new Error(`tracklake ${argv.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
      return outcome;
    },
    async put(dt, file, lines) {
      const text = lines
        .map(({ sequence, ...more }) => `${lineText({ ...envelope(sequence, dt), ...more })}\n`)
        .join("");
      await engine.put(`${tableFolder(tableName(richEvent.name, 1))}dt=${dt}/${file}`, text);
      return Buffer.byteLength(text);
    },
    close() {
      engine.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function envelope(sequence: number, dt: string): Readonly<Record<string, unknown>> {
  return {
    event_id: `e-${sequence}`,
    event_name: richEvent.name,
    event_major: 1,
    event_revision: 1,
    event_time: `${dt} 01:02:03.004`,
    event_date: dt,
    service: "engines",
    environment: "test",
    instance_id: "i",
    event_sequence: sequence,
  };
}
