// Where a curation works: the lake and catalogue of this machine with DuckDB, or S3 and Glue with Athena or a Trino.
// Clients find credentials as AWS's own tools do; an endpoint on this machine needs none.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { startLocalStack } from "@tracklake/local";
import { curationCatalogue, lakeDatabases, runId } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { type OpenEngine, projectAthena, projectTrino, serviceAt } from "../engine/project-engines.js";
import { CliError } from "../errors.js";
import { glueTarget } from "../glue/glue-client.js";
import { lakeFolder } from "../lake/lake-folder.js";
import type { CurateOptions } from "../options.js";
import type { Session } from "../session.js";
import { ensureCurated } from "./ensure.js";
import { localViews, viewsOfCatalogue } from "./event-views.js";
import { folderFiles } from "./files/folder.js";
import { s3Files } from "./files/s3.js";
import type { CurationPorts } from "./ports.js";
import { athenaWriter } from "./writers/athena.js";
import type { DayWriter } from "./writers/day-writer.js";
import { localWriter } from "./writers/local.js";
import { trinoWriter } from "./writers/trino.js";

/** Where a curation works. */
export interface CurationTarget {
  readonly ports: CurationPorts;
  /** For messages. */
  readonly where: string;
  /** Whether it is on this machine. */
  readonly local: boolean;
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
    async close() {
      client.destroy();
      await stack?.close();
    },
  };
}

async function engineTarget(session: Session, project: Project, options: CurateOptions): Promise<CurationTarget> {
  const { env } = session.io;
  const { client, where } = glueTarget(options, project, session.io);
  const { region } = client.config;
  const { engine, writer, close } =
    options.engine === "trino"
      ? writingTrino(options, project, env)
      : writingAthena(projectAthena(options, project, env, { region }));
  const inPaths = env.AWS_ENDPOINT_URL_S3 !== undefined || env.AWS_ENDPOINT_URL !== undefined;
  const s3 = new S3Client({ ...serviceAt("S3", region, env), forcePathStyle: inPaths, maxAttempts: 8 });
  return {
    ports: {
      files: s3Files(s3, project.lake.bucket),
      catalogue: curationCatalogue(client),
      writer,
      views: viewsOfCatalogue(client, engine),
      // Their database is there: apply has put the delivered tables into it, from which the engine reads.
      ensure: (curated) => ensureCurated(client, [], curated),
      now: Date.now,
      newRun: () => runId(),
    },
    where: `${where} by ${engine.name}`,
    local: false,
    async close() {
      client.destroy();
      s3.destroy();
      close();
    },
  };
}

interface WritingEngine extends OpenEngine {
  readonly writer: DayWriter;
}

function writingAthena(open: OpenEngine): WritingEngine {
  return { ...open, writer: athenaWriter(open.engine) };
}

function writingTrino(options: CurateOptions, project: Project, env: Session["io"]["env"]): WritingEngine {
  const { catalog, connect } = projectTrino(options, project, env);
  const writer = trinoWriter((session) => connect({ session }), catalog);
  return { engine: connect(), writer, close: () => {} };
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
