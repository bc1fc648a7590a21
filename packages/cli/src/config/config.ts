// What tracklake.config.ts says: the three things a project decides once, and where extra tables come from.
// Types and defineConfig only; loading and checking are elsewhere.
import type { CompatPolicy } from "@tracklake/compat";
import type { Lake } from "@tracklake/envelope";

/** A table of a database that queries can join with events, read only when a query names it. */
export interface PostgresDimension {
  /** Connection URL, or `env:NAME` for the variable that holds it. */
  readonly postgres: string;
  /** The SELECT that gives its rows. */
  readonly query: string;
}

/** A project's configuration. */
export interface Config {
  /** Folder of the definitions, relative to the configuration. @default "schemas" */
  readonly schemas?: string;
  /** Folder of what is generated, relative to the configuration; git-ignored. @default "gen" */
  readonly output?: string;
  /** The team that answers for events without an owner of their own. */
  readonly owner?: string;
  /** Globs of the SQL that people keep here, relative to the configuration. @default "queries/**\/*.sql" */
  readonly queries?: string | readonly string[];
  /** Name, bucket and time zone of the lake; fixed once data is in it. */
  readonly lake: Lake;
  /** Tables from other databases for `tracklake query`, by the name that queries use. */
  readonly dimensions?: Readonly<Record<string, PostgresDimension>>;
  readonly firehose?: {
    /** The delivery stream of all events. @default "<lake name>-events" */
    readonly stream?: string;
  };
  readonly glue?: {
    /** Endpoint of the Glue service, for tests and other clouds. @default AWS_ENDPOINT_URL_GLUE, else AWS's own */
    readonly endpoint?: string;
    /** @default AWS_REGION */
    readonly region?: string;
  };
  /** How breaks of compatibility are answered, by axis and by rule. @default refuse storage breaks, see docs/compatibility.md */
  readonly compatibility?: CompatPolicy;
}

/**
 * Gives the configuration its type; returns it as it is.
 *
 * @example
 * export default defineConfig({ lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" } });
 */
export function defineConfig(config: Config): Config {
  return config;
}
