// Who writes the views of an apply: Athena, a Trino, or Glue itself, by the option or by the configuration.
import { AthenaClient } from "@aws-sdk/client-athena";
import { viewDatabase } from "@tracklake/envelope";
import { catalogueViews, engineViews, type ViewWriter } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { athenaEngine } from "../engine/athena.js";
import { trinoEngine } from "../engine/trino.js";
import { CliError } from "../errors.js";
import { type GlueTarget, isLoopback } from "../glue/glue-client.js";
import type { Io } from "../io.js";
import type { ViewOptions } from "../options.js";
import { athenaEndpoint, elsewhere } from "./engine-place.js";

/** A writer and how it is let go of. */
export interface ViewEngine extends ViewWriter {
  /** For messages. */
  readonly name: string;
  close(): void;
}

/**
 * Who is to write views: `undefined` when nobody is named, or the configuration names an engine that is elsewhere than
 * the catalogue.
 *
 * @throws CliError `wrong-use` when an option names an engine that is elsewhere.
 */
export function viewEngineName(
  options: ViewOptions,
  project: Pick<Project, "views" | "trino">,
  target: GlueTarget,
  io: Pick<Io, "env">,
): ViewOptions["views"] {
  const name = options.views ?? project.views.engine;
  if (name === undefined || name === "none") return undefined;
  const why = elsewhere(name, options, project, target, io);
  if (why === undefined) return name;
  if (options.views === undefined) return undefined;
  target.client.destroy();
  throw new CliError("wrong-use", why);
}

/** Makes the writer. @throws CliError `wrong-use` */
export function viewEngine(
  name: NonNullable<ViewOptions["views"]>,
  options: ViewOptions,
  project: Pick<Project, "lake" | "athena" | "trino">,
  { client }: GlueTarget,
  io: Pick<Io, "env">,
): ViewEngine {
  const { env } = io;
  const database = viewDatabase(project.lake);
  if (name === "glue") return { name: "Glue", ...catalogueViews(client), close: () => {} };
  if (name === "trino") {
    const server = options.trinoServer ?? project.trino.server;
    if (server === undefined) {
      const text =
        "--views trino needs a server: trino.server in the configuration, or --trino-server http://localhost:8080.";
      throw new CliError("wrong-use", text);
    }
    const catalog = options.catalog ?? project.trino.catalog ?? "hive";
    const user = options.trinoUser ?? project.trino.user ?? env.TRINO_USER;
    const engine = trinoEngine({ server, catalog, schema: database, user, password: env.TRINO_PASSWORD });
    return { name: "Trino", ...engineViews((statement) => engine.run(statement)), close: () => {} };
  }
  const endpoint = athenaEndpoint(io);
  const local = endpoint !== undefined && isLoopback(new URL(endpoint).hostname);
  const athena = new AthenaClient({
    // Views over the tables of one region stand in that region's catalogue.
    region: client.config.region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(local ? { credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
    // Athena throttles by account; its client waits and tries again.
    maxAttempts: 8,
    retryMode: "adaptive",
  });
  const workgroup = options.workgroup ?? project.athena.workgroup;
  const outputLocation = options.outputLocation ?? project.athena.outputLocation;
  const engine = athenaEngine(athena, { workgroup, outputLocation, database });
  return { name: "Athena", ...engineViews((statement) => engine.run(statement)), close: () => athena.destroy() };
}
