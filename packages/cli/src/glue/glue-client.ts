// The Glue client of the commands that need one: endpoint, region and credentials as AWS's own tools find them.
// An endpoint on this machine needs neither a region nor credentials.
import { GlueClient } from "@aws-sdk/client-glue";
import type { Project } from "../config/load-config.js";
import { CliError } from "../errors.js";
import type { Io } from "../io.js";
import type { GlueOptions } from "../options.js";

/** A client and what it talks to. */
export interface GlueTarget {
  readonly client: GlueClient;
  /** Whether the endpoint is on this machine. */
  readonly local: boolean;
  /** Whether it is AWS's own, and not what stands in for it. */
  readonly aws: boolean;
  /** For messages: the endpoint, or the region. */
  readonly where: string;
}

/**
 * Makes the client.
 *
 * @throws CliError `wrong-use` without a region or with an endpoint that is no URL.
 */
export function glueTarget(
  options: GlueOptions,
  { glue }: Pick<Project, "glue">,
  { env }: Pick<Io, "env">,
): GlueTarget {
  const endpoint = options.endpoint ?? glue.endpoint ?? env.AWS_ENDPOINT_URL_GLUE ?? env.AWS_ENDPOINT_URL;
  if (endpoint !== undefined && !/^https?:/.test(URL.canParse(endpoint) ? new URL(endpoint).protocol : "")) {
    throw new CliError("wrong-use", `The endpoint "${endpoint}" is no URL; one is http://localhost:4573.`);
  }
  const local = endpoint !== undefined && isLoopback(new URL(endpoint).hostname);
  const region = options.region ?? glue.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? (local ? "local" : "");
  if (region === "") {
    throw new CliError("wrong-use", "No AWS region is known. Set AWS_REGION, or name one with --region.");
  }
  const client = new GlueClient({
    region,
    // The tables package repeats calls itself: it knows which of them help, and slows all of them down together.
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
    // What answers on this machine checks no signature; the SDK only insists on signing.
    ...(local ? { credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
  });
  return { client, local, aws: endpoint === undefined || isAws(endpoint), where: endpoint ?? region };
}

/** Whether an endpoint is one of AWS's own: those of a partition, of a VPC, of both stacks. */
export function isAws(endpoint: string): boolean {
  return URL.canParse(endpoint) && /\.(amazonaws\.(com|com\.cn|eu)|api\.aws)$/.test(new URL(endpoint).hostname);
}

/** Whether a URL's host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
