// What tracklake.config.ts says: the three things a project decides once, and where extra tables come from.
// Types and defineConfig only; loading and checking are elsewhere.
import type { CompatPolicy } from "@tracklake/compat";
import type { Lake } from "@tracklake/envelope";
import type { LintRuleId, LintSeverity } from "@tracklake/schema";
import type { PartitionKey } from "@tracklake/tables";

/** A table of a database that queries can join with events, read only when a query names it. */
export interface PostgresDimension {
  /** Connection URL, or `env:NAME` for the variable that holds it. */
  readonly postgres: string;
  /** The SELECT that gives its rows. */
  readonly query: string;
}

/** How severe the rules of lint are here, and what is not said: docs/lint.md lists the rules. */
export type LintConfig = { readonly [Rule in LintRuleId]?: LintSeverity } & {
  /** Findings that are not said, as `rule@path`; `*` stands for any text. */
  readonly ignore?: readonly string[];
};

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
  /** @default each rule's own severity, nothing ignored */
  readonly lint?: LintConfig;
  readonly firehose?: {
    /** The delivery stream of all events. @default "<lake name>-events" */
    readonly stream?: string;
  };
  /** How the stream writes, where that is not the product's own prefix; checked against the keys. */
  readonly delivery?: {
    /** Firehose's `Prefix`. @default the product's own: `events/<event>_v<major>/dt=<event_date>/` */
    readonly prefix?: string;
    /** Firehose's `CustomTimeZone`. @default "UTC" */
    readonly timeZone?: string;
    /** Partition keys after `dt`, in the order of their folders. @default none */
    readonly keys?: readonly PartitionKey[];
    /** The JQ expression of each further key of the prefix, such as `{ tenant: ".organisation_id" }`. @default none */
    readonly queries?: Readonly<Record<string, string>>;
  };
  readonly glue?: {
    /** Endpoint of the Glue service, for tests and other clouds. @default AWS_ENDPOINT_URL_GLUE, else AWS's own */
    readonly endpoint?: string;
    /** @default AWS_REGION */
    readonly region?: string;
  };
  readonly views?: {
    /** Who writes views when `apply` runs; Glue itself is unproven. @default nobody: `ddl --views` prints them */
    readonly engine?: "athena" | "trino" | "glue";
    /** Globs of the queries that are published as views, or `false`. @default "queries/*.sql" */
    readonly queries?: string | readonly string[] | false;
    /** Whether views show fields with `pii`, protected as they are. @default "shown" */
    readonly personal?: "shown" | "left-out";
  };
  readonly athena?: {
    /** @default the account's own, "primary" */
    readonly workgroup?: string;
    /** `s3://…` of results, where the workgroup names none. */
    readonly outputLocation?: string;
  };
  readonly trino?: {
    /** Such as "https://trino.acme.example"; a password is taken from TRINO_PASSWORD. */
    readonly server?: string;
    /** The catalog over the lake's Glue. @default "hive" */
    readonly catalog?: string;
    /** @default TRINO_USER, "tracklake" */
    readonly user?: string;
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
