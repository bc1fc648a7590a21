// Starts what all proofs share, once: our Glue endpoint, S3, PostgreSQL, and Trino with its catalogues over them.
// Nothing is skipped: what is missing on this machine is an error that says what to install.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalStack } from "@tracklake/local";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../examples/github-webhooks/src/demo/postgres.js";
import { cacheFolder, say } from "./machine/cache.js";
import { startMoto } from "./machine/moto.js";
import { startTrino } from "./machine/trino.js";

/** What a proof is told of the servers. */
export interface Engines {
  readonly trino: string;
  readonly glue: string;
  readonly s3: string;
  /** A PostgreSQL, as a URL with its password. */
  readonly postgres: string;
  /** Versions of what answers. */
  readonly versions: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    engines: Engines;
  }
}

const REGION = "us-east-1";
const keys = { id: "test", secret: "test" } as const;

/** Starts the servers. @returns What stops them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-engines-"));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stopAll = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    const glue = await startLocalStack({ directory: join(folder, "lake") });
    stops.push(() => glue.close());
    const s3 = await startMoto();
    stops.push(() => s3.stop());
    const postgres = await startPostgres();
    stops.push(() => postgres.stop());
    const trino = await startTrino(join(folder, "trino"), {
      lake: hive(glue.url, s3.url),
      ice: iceberg(glue.url, s3.url),
      app: postgresql(postgres.url),
    });
    stops.push(() => trino.stop());
    const engines: Engines = {
      trino: trino.url,
      glue: glue.url,
      s3: s3.url,
      postgres: postgres.url,
      versions: trino.version,
    };
    project.provide("engines", engines);
    say(`ready: ${trino.version}; kept in ${cacheFolder}`);
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** The hive connector with the settings that Athena has of its own: Glue, projection. */
function hive(glue: string, s3: string): Record<string, string> {
  return {
    "connector.name": "hive",
    "hive.metastore": "glue",
    "hive.partition-projection-enabled": "true",
    "hive.non-managed-table-writes-enabled": "true",
    // Tables change between queries here, and a table that is remembered would hide it.
    "hive.metastore-cache-ttl": "0s",
    ...services(glue, s3),
  };
}

function iceberg(glue: string, s3: string): Record<string, string> {
  return { "connector.name": "iceberg", "iceberg.catalog.type": "glue", ...services(glue, s3) };
}

/** Our Glue endpoint, and S3. */
function services(glue: string, s3: string): Record<string, string> {
  return {
    "hive.metastore.glue.region": REGION,
    "hive.metastore.glue.endpoint-url": glue,
    "hive.metastore.glue.aws-access-key": keys.id,
    "hive.metastore.glue.aws-secret-key": keys.secret,
    "fs.native-s3.enabled": "true",
    "s3.endpoint": s3,
    "s3.region": REGION,
    "s3.path-style-access": "true",
    "s3.aws-access-key": keys.id,
    "s3.aws-secret-key": keys.secret,
  };
}

function postgresql(address: string): Record<string, string> {
  const { host, pathname, username, password } = new URL(address);
  return {
    "connector.name": "postgresql",
    "connection-url": `jdbc:postgresql://${host}${pathname}`,
    "connection-user": username,
    "connection-password": password,
  };
}
