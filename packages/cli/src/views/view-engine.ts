// Who writes the views of an apply: Athena, a Trino, or Glue itself, by the option or by the configuration.
import { AthenaClient } from "@aws-sdk/client-athena";
import { viewDatabase } from "@tracklake/envelope";
import { catalogueViews, engineViews, type ViewWriter } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import { athenaEngine } from "../engine/athena.js";
import { trinoEngine } from "../engine/trino.js";
import { CliError } from "../errors.js";
import type { GlueTarget } from "../glue/glue-client.js";
import type { Io } from "../io.js";
import type { ViewOptions } from "../options.js";

/** A writer and how it is let go of. */
export interface ViewEngine extends ViewWriter {
  /** For messages. */
  readonly name: string;
  close(): void;
}

/** Who is to write views: `undefined` when nobody is named. */
export function viewEngineName({ views }: ViewOptions, project: Pick<Project, "views">): ViewOptions["views"] {
  const name = views ?? project.views.engine;
  return name === "none" ? undefined : name;
}

/** Makes the writer. @throws CliError `wrong-use` */
export function viewEngine(
  name: NonNullable<ViewOptions["views"]>,
  options: ViewOptions,
  project: Pick<Project, "lake" | "athena" | "trino">,
  { client, local }: GlueTarget,
  { env }: Pick<Io, "env">,
): ViewEngine {
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
  const region = options.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? (local ? "local" : "");
  const endpoint = env.AWS_ENDPOINT_URL_ATHENA;
  const athena = new AthenaClient({
    ...(region === "" ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint }),
    // Athena throttles by account; its client waits and tries again.
    maxAttempts: 8,
    retryMode: "adaptive",
  });
  const workgroup = options.workgroup ?? project.athena.workgroup;
  const outputLocation = options.outputLocation ?? project.athena.outputLocation;
  const engine = athenaEngine(athena, { workgroup, outputLocation, database });
  return { name: "Athena", ...engineViews((statement) => engine.run(statement)), close: () => athena.destroy() };
}
