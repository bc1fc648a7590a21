// Who writes the views of an apply: Athena, a Trino, or Glue itself, by the option or by the configuration.
import { viewDatabase } from "@tracklake/envelope";
import { catalogueViews, engineViews, type ViewWriter } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import type { Engine } from "../engine/engine.js";
import { projectAthena, projectTrino } from "../engine/project-engines.js";
import { CliError } from "../errors.js";
import type { GlueTarget } from "../glue/glue-client.js";
import type { Io } from "../io.js";
import type { ViewOptions } from "../options.js";
import { elsewhere } from "./engine-place.js";

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
  { env }: Pick<Io, "env">,
): ViewEngine {
  const database = viewDatabase(project.lake);
  if (name === "glue") return { name: "Glue", ...catalogueViews(client), close: () => {} };
  const through = (engine: Engine) => engineViews((statement) => engine.run(statement));
  if (name === "trino") {
    const engine = projectTrino(options, project, env).connect({ schema: database });
    return { name: engine.name, ...through(engine), close: () => {} };
  }
  const { engine, close } = projectAthena(options, project, env, { region: client.config.region, database });
  return { name: engine.name, ...through(engine), close };
}
