// The engines of a project, for all commands that speak to one: an option says, else the configuration, else the environment.
import { AthenaClient, type AthenaClientConfig } from "@aws-sdk/client-athena";
import type { Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import { isLoopback } from "../glue/glue-client.js";
import type { Io } from "../io.js";
import type { EngineOptions } from "../options.js";
import { athenaEngine } from "./athena.js";
import type { Engine } from "./engine.js";
import { type TrinoOptions, trinoEngine } from "./trino.js";

/** A Trino of a project. */
export interface ProjectTrino {
  /** The catalog of the lake. */
  readonly catalog: string;
  /** @throws CliError `wrong-use` for a server that is no URL, or a password without https. */
  connect(more?: Pick<TrinoOptions, "schema" | "session">): Engine;
}

/** The Trino that is named. @throws CliError `wrong-use` when none is. */
export function projectTrino(options: EngineOptions, { trino }: Pick<Project, "trino">, env: Io["env"]): ProjectTrino {
  const server = options.trinoServer ?? trino.server;
  if (server === undefined) {
    const text = "Trino needs a server: trino.server in the configuration, or --trino-server http://localhost:8080.";
    throw new CliError("wrong-use", text);
  }
  const catalog = options.catalog ?? trino.catalog ?? "hive";
  const login = { user: options.trinoUser ?? trino.user ?? env.TRINO_USER, password: env.TRINO_PASSWORD };
  return { catalog, connect: (more = {}) => trinoEngine({ server, catalog, ...login, ...more }) };
}

/** An engine and how it is let go of. */
export interface OpenEngine {
  readonly engine: Engine;
  close(): void;
}

/** Athena in the workgroup that is named. @param at - The region, and the database of names without one. */
export function projectAthena(
  options: EngineOptions,
  project: Pick<Project, "athena">,
  env: Io["env"],
  { region, database }: { readonly region: AthenaClientConfig["region"]; readonly database?: string },
): OpenEngine {
  // Athena throttles by account; its client waits and tries again.
  const client = new AthenaClient({ ...serviceAt("ATHENA", region, env), maxAttempts: 8, retryMode: "adaptive" });
  const workgroup = options.workgroup ?? project.athena.workgroup;
  const outputLocation = options.outputLocation ?? project.athena.outputLocation;
  return { engine: athenaEngine(client, { workgroup, outputLocation, database }), close: () => client.destroy() };
}

/** Where a service of AWS is spoken to; what answers on this machine checks no signature. */
export function serviceAt(name: "S3" | "ATHENA", region: AthenaClientConfig["region"], env: Io["env"]) {
  const endpoint = env[`AWS_ENDPOINT_URL_${name}`] ?? env.AWS_ENDPOINT_URL;
  const at = region === undefined ? {} : { region };
  if (endpoint === undefined) return at;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return { ...at, endpoint, ...(isLoopback(new URL(endpoint).hostname) ? { credentials } : {}) };
}
