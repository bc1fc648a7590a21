// Options of the commands, as their declarations give them to their actions.

/** Options of `init`. */
export interface InitOptions {
  readonly yes?: boolean;
  readonly name?: string;
  readonly bucket?: string;
  readonly timeZone?: string;
  readonly owner?: string;
}

/** Options of `generate`. */
export interface GenerateOptions {
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly from?: string;
}

/** Formats of `check` and `review`. */
export type ReportFormat = "text" | "json" | "markdown" | "sarif" | "junit" | "github";

/** Options of `check`. */
export interface CheckOptions {
  readonly format: ReportFormat;
  /** A ref, or `true` for the branch that the change goes to. */
  readonly base?: string | true;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** Options of `review`. */
export interface ReviewCommandOptions {
  readonly format: ReportFormat;
  readonly base?: string;
  /** Where the comment is kept. */
  readonly comment?: "github";
  /** The label that acknowledges. */
  readonly acknowledgeLabel: string;
  /** Tells the comments of several projects of one repository apart. */
  readonly name?: string;
}

/** Options of `acknowledge`. */
export interface AcknowledgeOptions {
  readonly reason: string;
  readonly path?: string;
  readonly author?: string;
  readonly expires?: string;
  readonly base?: string;
}

/** Options of `publish`. */
export interface PublishCommandOptions {
  readonly message?: string;
  readonly rebase?: boolean;
  /** A git ref, with `rebase`. */
  readonly onto?: string;
  readonly dryRun?: boolean;
}

/** Options of `ddl`. */
export interface DdlOptions {
  /** A folder or git ref whose tables there are already, for Iceberg. */
  readonly from?: string;
  readonly format: "athena" | "iceberg" | "parquet" | "glue";
  readonly views?: boolean;
}

/** What the infrastructure can be written as. */
export type InfraFormat = "cloudformation" | "terraform";

/** Options of `infra`. */
export interface InfraOptions {
  readonly out?: string;
  readonly force?: boolean;
  readonly drafts?: boolean;
}

/** Options of every command that talks to Glue. */
export interface GlueOptions {
  readonly endpoint?: string;
  readonly region?: string;
}

/** Options of every command that may speak to an engine. */
export interface EngineOptions extends GlueOptions {
  readonly workgroup?: string;
  readonly outputLocation?: string;
  readonly trinoServer?: string;
  readonly trinoUser?: string;
  readonly catalog?: string;
}

/** Who writes views. */
export interface ViewOptions extends EngineOptions {
  readonly views?: "athena" | "trino" | "glue" | "none";
}

/** What is planned. */
export interface WantedOptions extends ViewOptions {
  readonly drafts?: boolean;
  readonly adopt?: boolean;
  readonly restore?: boolean;
}

/** Options of `plan`. */
export interface PlanOptions extends WantedOptions {
  readonly format: "text" | "json" | "markdown";
  readonly out?: string;
}

/** Options of `apply`. */
export interface ApplyOptions extends WantedOptions {
  readonly yes?: boolean;
  readonly pruneVersions?: number;
  readonly concurrency: number;
}

/** Options of `drift`. */
export interface DriftOptions extends GlueOptions {
  readonly strict?: boolean;
}

/** Options of `adopt`. */
export interface AdoptOptions extends GlueOptions {
  readonly table?: string;
  readonly major?: number;
  readonly drafts?: boolean;
  readonly yes?: boolean;
}

/** Options of `curate`; durations in milliseconds. */
export interface CurateOptions extends EngineOptions {
  readonly engine: "local" | "athena" | "trino";
  readonly from?: string;
  readonly to?: string;
  readonly late: number;
  readonly lookBack: number;
  readonly settle: number;
  readonly grace: number;
  readonly again?: boolean;
  readonly dryRun?: boolean;
  readonly concurrency: number;
  readonly lake?: string;
}

/** Options of `query`. */
export interface QueryOptions {
  readonly file?: string;
  readonly format?: "table" | "csv" | "json";
  readonly lake?: string;
  readonly maxRows: number;
  readonly dimensionRows: number;
  readonly timeout: number;
  readonly showSql?: boolean;
}

/** Options of `package`. */
export interface PackageOptions {
  readonly name: string;
  readonly version: string;
  readonly out?: string;
  readonly from?: string;
}

/** Options of `dev`. */
export interface DevOptions {
  readonly port: number;
  readonly faults?: string;
  readonly lake?: string;
}

/** Options of `verify`. */
export interface VerifyOptions {
  readonly from?: string;
  readonly to?: string;
  /** Minutes. */
  readonly grace: number;
  readonly strict?: boolean;
  readonly sql?: boolean;
  readonly lake?: string;
  readonly maxRows: number;
}

/** Options of `redrive`. */
export interface RedriveCommandOptions {
  readonly event?: readonly string[];
  readonly reason?: readonly string[];
  readonly deadLetters?: string;
  readonly errors?: string;
  readonly stream?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly lake?: string;
  readonly environment?: string;
  readonly partial?: boolean;
  readonly dryRun?: boolean;
}

/** Options of `usage`. */
export interface UsageOptions {
  /** Path of the file of tolerated findings. */
  readonly ratchet?: string;
  readonly updateRatchet?: boolean;
}

/** Options of `queries`. */
export interface QueriesOptions {
  /** Examples that each list shows at most. */
  readonly most: number;
}

/** Options of `doctor`. */
export interface DoctorOptions {
  /** Look at AWS instead of this machine. */
  readonly aws?: boolean;
  readonly endpoint?: string;
  /** What a policy is asked for. */
  readonly policy?: readonly string[];
  readonly account?: string;
  /** The table of another database that is to be adopted. */
  readonly table?: string;
  readonly spool?: string;
  readonly production?: boolean;
  readonly eventsPerDay?: number;
  readonly eventBytes?: number;
  readonly processes: number;
  readonly flushInterval: number;
  readonly region?: string;
  readonly pricePerGb?: number;
}

/** Options of `cost`. */
export interface CostOptions {
  readonly eventsPerDay: number;
  readonly processes: number;
  readonly flushInterval: number;
  readonly bufferSeconds: number;
  readonly queryDays: number;
  readonly queryColumns: number;
  readonly region?: string;
}
