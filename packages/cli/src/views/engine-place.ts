// Whether the engine that is to write views is where the catalogue is: a view that is missing in a catalogue of this
// machine may be there, and another, in the account that Athena would be asked in.
import type { Project } from "../config/load-config.js";
import { type GlueTarget, isAws, isLoopback } from "../glue/glue-client.js";
import type { Io } from "../io.js";
import type { ViewOptions } from "../options.js";

/** Where Athena is asked, where that is not AWS's own endpoint of the region. */
function athenaEndpoint({ env }: Pick<Io, "env">): string | undefined {
  return env.AWS_ENDPOINT_URL_ATHENA ?? env.AWS_ENDPOINT_URL;
}

/** What is wrong with asking an engine about this catalogue; `undefined` when nothing is. */
export function elsewhere(
  engine: NonNullable<ViewOptions["views"]>,
  options: ViewOptions,
  project: Pick<Project, "trino">,
  { local, aws, where }: Pick<GlueTarget, "local" | "aws" | "where">,
  io: Pick<Io, "env">,
): string | undefined {
  if (engine === "athena" && !aws) {
    const endpoint = athenaEndpoint(io);
    if (endpoint !== undefined && !(local && isAws(endpoint))) return undefined;
    return `Views are compared with the catalogue at ${where}, and Athena would write them in AWS. Set AWS_ENDPOINT_URL_ATHENA to one that stands on that catalogue.`;
  }
  const server = options.trinoServer ?? project.trino.server;
  if (engine === "trino" && local && server !== undefined && !isOnThisMachine(server)) {
    return `Views are compared with the catalogue at ${where}, and the Trino at ${server} is not on this machine. Name one that stands on that catalogue with --trino-server http://localhost:8080.`;
  }
  return undefined;
}

function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname);
}
