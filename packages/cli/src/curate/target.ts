// Where a curation works: the lake and catalogue of this machine with DuckDB, or S3 and Glue with Athena or a Trino.
// Clients find credentials as AWS's own tools do; an endpoint on this machine needs none.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AthenaClient } from "@aws-sdk/client-athena";
import type { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { storeDatabase } from "@tracklake/envelope";
import { startLocalStack } from "@tracklake/local";
import { curationCatalogue, lakeDatabases, runId } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { athenaEngine } from "../engine/athena.js";
import type { Engine } from "../engine/engine.js";
import { trinoEngine } from "../engine/trino.js";
import { CliError } from "../errors.js";
import { glueTarget, isLoopback } from "../glue/glue-client.js";
import { lakeFolder } from "../lake/lake-folder.js";
import type { CurateOptions } from "../options.js";
import type { Session } from "../session.js";
import { ensureCurated } from "./ensure.js";
import { folderFiles } from "./files/folder.js";
import { s3Files } from "./files/s3.js";
import type { CurationPorts } from "./ports.js";
import { engineViews, localViews } from "./view-writer.js";
import { athenaWriter } from "./writers/athena.js";
import { localWriter } from "./writers/local.js";
import { trinoWriter } from "./writers/trino.js";

/** Where a curation works. */
export interface CurationTarget {
  readonly ports: CurationPorts;
  /** For messages. */
  readonly where: string;
  /** Whether it is on this machine. */
  readonly local: boolean;
  /** The client of the catalogue. */
  readonly client: GlueClient;
  close(): Promise<void>;
}

/** Makes the clients. @throws CliError `wrong-use` */
export async function curationTarget(
  session: Session,
  project: Project,
  options: CurateOptions,
): Promise<CurationTarget> {
  return options.engine === "local" ? localTarget(session, project, options) : engineTarget(session, project, options);
}

async function localTarget(session: Session, project: Project, options: CurateOptions): Promise<CurationTarget> {
  const directory = lakeFolder(session, project.root, options.lake);
  const glueDirectory = join(dirname(directory), "glue");
  const known = options.endpoint ?? (await runningEndpoint(glueDirectory));
  const stack =
    known === undefined ? await startLocalStack({ directory, glueDirectory, log: session.warn }) : undefined;
  const endpoint = known ?? stack?.url ?? "";
  const target = glueTarget({ ...options, endpoint }, project, session.io);
  if (!target.local) {
    target.client.destroy();
    throw new CliError(
      "wrong-use",
      `--engine local writes into ${directory}, whose catalogue is on this machine; ${endpoint} is not. Leave --endpoint out, or name --engine athena.`,
    );
  }
  const { client } = target;
  return {
    ports: {
      files: folderFiles(directory),
      catalogue: curationCatalogue(client),
      writer: localWriter(directory),
      views: localViews,
      ensure: (curated) => ensureCurated(client, lakeDatabases(project.lake), curated),
      now: Date.now,
      newRun: () => runId(),
    },
    where: directory,
    local: true,
    client,
    async close() {
      client.destroy();
      await stack?.close();
    },
  };
}

async function engineTarget(session: Session, project: Project, options: CurateOptions): Promise<CurationTarget> {
  const { env } = session.io;
  const { client, where } = glueTarget(options, project, session.io);
  const region = await client.config.region();
  const service = (name: "S3" | "ATHENA") => {
    const endpoint = env[`AWS_ENDPOINT_URL_${name}`] ?? env.AWS_ENDPOINT_URL;
    if (endpoint === undefined) return { region, forcePathStyle: false };
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    return {
      region,
      endpoint,
      forcePathStyle: true,
      ...(isLoopback(new URL(endpoint).hostname) ? { credentials } : {}),
    };
  };
  const s3 = new S3Client({ ...service("S3"), maxAttempts: 8 });
  // Athena throttles by account; its client waits and tries again.
  const athena = new AthenaClient({ ...service("ATHENA"), maxAttempts: 8, retryMode: "adaptive" });
  const catalogue = curationCatalogue(client);
  // Options first, then the configuration: the same engine that apply asks.
  const { athena: usual, trino: usualTrino } = project;
  const server = options.trinoServer ?? usualTrino.server;
  const catalog = options.catalog ?? usualTrino.catalog ?? "hive";
  const connect = (properties: Readonly<Record<string, string>>): Engine => {
    if (server === undefined) {
      const text =
        "--engine trino needs a server: trino.server in the configuration, or --trino-server http://localhost:8080.";
      throw new CliError("wrong-use", text);
    }
    const login = { user: options.trinoUser ?? usualTrino.user ?? env.TRINO_USER, password: env.TRINO_PASSWORD };
    return trinoEngine({ server, catalog, ...login, session: properties });
  };
  const { workgroup = usual.workgroup, outputLocation = usual.outputLocation } = options;
  const trino = options.engine === "trino";
  const engine = trino ? connect({}) : athenaEngine(athena, { workgroup, outputLocation });
  return {
    ports: {
      files: s3Files(s3, project.lake.bucket),
      catalogue,
      writer: trino ? trinoWriter(connect, catalog) : athenaWriter(engine),
      views: engineViews(engine, catalogue, storeDatabase(project.lake)),
      ensure: (curated) => ensureCurated(client, lakeDatabases(project.lake), curated),
      now: Date.now,
      newRun: () => runId(),
    },
    where: `${where} by ${engine.name}`,
    local: false,
    client,
    async close() {
      client.destroy();
      s3.destroy();
      athena.destroy();
    },
  };
}

/** The endpoint of a `tracklake dev` that keeps this catalogue: two processes must not write one catalogue. */
async function runningEndpoint(glueDirectory: string): Promise<string | undefined> {
  const path = join(glueDirectory, "endpoint.json");
  if (!existsSync(path)) return undefined;
  const { url } = JSON.parse(readFileSync(path, "utf8")) as { url?: unknown };
  if (typeof url !== "string") return undefined;
  try {
    await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return url;
  } catch {
    // It was ended without a word: nobody keeps the catalogue now.
    return undefined;
  }
}
