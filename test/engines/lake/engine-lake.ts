// One lake on the engines: its bucket in S3, its tables put into our Glue endpoint by `apply`, its views written by Trino.

import { GlueClient } from "@aws-sdk/client-glue";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Lake } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import {
  apply,
  type DesiredState,
  lakeDatabases,
  plan,
  renderPlan,
  type TableModel,
  tableModels,
  viewDdl,
  views,
} from "@tracklake/tables";
import { inject } from "vitest";
import { type Ask, trinoAt } from "../ask/trino.js";

/** A lake that Trino reads. */
export interface EngineLake {
  readonly lake: Lake;
  readonly ask: Ask;
  readonly glue: GlueClient;
  /** Puts an object into the bucket. */
  put(key: string, body: Uint8Array | string): Promise<void>;
  /** Removes an object, as a lifecycle does. */
  remove(key: string): Promise<void>;
  /** Keys under a prefix. */
  list(prefix: string): Promise<string[]>;
  /** Brings the tables of these events to what they say, delivered and curated ones. */
  applyTables(events: readonly RegisteredEvent[]): Promise<readonly TableModel[]>;
  /** Writes the views of these events by Trino. @returns Their statements. */
  writeViews(events: readonly RegisteredEvent[]): Promise<readonly string[]>;
  close(): void;
}

/** Makes a lake of this name, with an empty bucket. */
export async function engineLake(name: string, timeZone = "Asia/Tokyo"): Promise<EngineLake> {
  const engines = inject("engines");
  const lake: Lake = { name, bucket: `${name.replaceAll("_", "-")}-lake`, timeZone };
  const client = { region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const glue = new GlueClient({ ...client, endpoint: engines.glue, maxAttempts: 1 });
  const s3 = new S3Client({ ...client, endpoint: engines.s3, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: lake.bucket }));
  const ask = trinoAt(engines.trino, name);
  return {
    lake,
    ask,
    glue,
    async put(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket: lake.bucket, Key, Body }));
    },
    async remove(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket: lake.bucket, Key }));
    },
    async list(Prefix) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: lake.bucket, Prefix }));
      return Contents.map(({ Key = "" }) => Key);
    },
    async applyTables(events) {
      const tables = (["json", "parquet"] as const).flatMap((format) => tableModels(events, lake, { format }));
      const desired: DesiredState = { databases: lakeDatabases(lake), tables, views: [] };
      const steps = await plan(glue, desired);
      const { ok, results } = await apply(glue, steps);
      if (!ok) throw new Error(`${renderPlan(steps)}\n${JSON.stringify(results, undefined, 2)}`);
      return tables;
    },
    async writeViews(events) {
      const statements = views(events, lake).map(viewDdl);
      for (const statement of statements) await ask(statement);
      return statements;
    },
    close() {
      glue.destroy();
      s3.destroy();
    },
  };
}
