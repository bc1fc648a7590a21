// Checks a configuration by hand, so that every message names the key, what it is, and what it should be.
// All problems are listed at once.
import type { CompatPolicy } from "@tracklake/compat";
import { isTimeZone, type Lake } from "@tracklake/envelope";
import { type LintSettings, nearestName } from "@tracklake/schema";
import { checkCompatibility } from "./check-compatibility.js";
import { type CheckedDelivery, checkDelivery } from "./check-delivery.js";
import { checkLint } from "./check-lint.js";
import { type CheckedViews, checkViews } from "./check-views.js";
import type { Config, PostgresDimension } from "./config.js";

/** A configuration with its defaults filled in. */
export interface CheckedConfig {
  readonly schemas: string;
  readonly output: string;
  readonly owner?: string;
  /** Globs of the project's SQL. */
  readonly queries: readonly string[];
  readonly lake: Lake;
  readonly dimensions: Readonly<Record<string, PostgresDimension>>;
  readonly lint: LintSettings;
  readonly stream: string;
  readonly glue: NonNullable<Config["glue"]>;
  readonly delivery: CheckedDelivery;
  readonly views: CheckedViews;
  readonly athena: NonNullable<Config["athena"]>;
  readonly trino: NonNullable<Config["trino"]>;
  readonly compatibility: CompatPolicy;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks what the configuration file exports.
 *
 * @returns The configuration, or the problems, one line each.
 */
export function checkConfig(value: unknown): { config: CheckedConfig } | { problems: readonly string[] } {
  if (!isFields(value)) {
    return { problems: [`the default export is ${shown(value)}; it is defineConfig({ … }).`] };
  }
  const problems: string[] = [];
  const say = (problem: string) => void problems.push(problem);
  unknownKeys(
    value,
    "",
    [
      ...["schemas", "output", "owner", "queries", "lake", "dimensions", "lint", "firehose", "glue"],
      ...["delivery", "views", "athena", "trino", "compatibility"],
    ],
    say,
  );
  const schemas = folder(value, "schemas", "schemas", say);
  const output = folder(value, "output", "gen", say);
  if (output === schemas || schemas.startsWith(`${output}/`)) {
    say(`output is "${output}", which holds the schemas; choose a folder of its own, such as "gen".`);
  }
  const owner = text(value, "owner", say);
  const queries = globs(value, "queries", ["queries/**/*.sql"], say);
  const lake = checkLake(value.lake, say);
  const dimensions = checkDimensions(value.dimensions, say);
  const lint = checkLint(value.lint, say);
  const firehose = section(value, "firehose", ["stream"], say);
  const glue = section(value, "glue", ["endpoint", "region"], say);
  const endpoint = text(glue, "endpoint", say, "glue.");
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    say(`glue.endpoint is "${endpoint}"; it is a URL, such as "http://localhost:4573".`);
  }
  const compatibility = checkCompatibility(value.compatibility, say);
  const delivery = checkDelivery(value.delivery, lake?.timeZone, say);
  const views = checkViews(value.views, say);
  const athena = texts(value, "athena", ["workgroup", "outputLocation"], say);
  if (athena.outputLocation !== undefined && !/^s3:\/\/[^/]+\//.test(athena.outputLocation)) {
    say(
      `athena.outputLocation is "${athena.outputLocation}"; it is a place in S3, such as "s3://acme-results/athena/".`,
    );
  }
  const trino = texts(value, "trino", ["server", "catalog", "user"], say);
  if (
    trino.server !== undefined &&
    !/^https?:/.test(URL.canParse(trino.server) ? new URL(trino.server).protocol : "")
  ) {
    say(`trino.server is "${trino.server}"; it is a URL, such as "http://localhost:8080".`);
  }
  const region = text(glue, "region", say, "glue.");
  const stream = text(firehose, "stream", say, "firehose.");
  if (problems.length > 0 || lake === undefined) return { problems };
  return {
    config: {
      schemas,
      output,
      ...(owner === undefined ? {} : { owner }),
      queries,
      lake,
      dimensions,
      lint,
      stream: stream ?? `${lake.name}-events`,
      glue: { ...(endpoint === undefined ? {} : { endpoint }), ...(region === undefined ? {} : { region }) },
      delivery,
      views,
      athena,
      trino,
      compatibility,
    },
  };
}

type Say = (problem: string) => void;

function checkLake(value: unknown, say: Say): Lake | undefined {
  if (!isFields(value)) {
    say(
      `lake is ${shown(value)}; it is { name, bucket, timeZone }, such as ` +
        `{ name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" }.`,
    );
    return undefined;
  }
  unknownKeys(value, "lake.", ["name", "bucket", "timeZone"], say);
  const { name, bucket, timeZone } = value;
  const fits = {
    name: typeof name === "string" && lakeNamePattern.test(name),
    bucket: typeof bucket === "string" && bucketPattern.test(bucket),
    timeZone: typeof timeZone === "string" && isTimeZone(timeZone),
  };
  if (!fits.name) say(`lake.name is ${shown(name)}; it is lower_snake, such as "acme" (it names the databases).`);
  if (!fits.bucket) {
    say(`lake.bucket is ${shown(bucket)}; it is an S3 bucket's name, 3 to 63 of a-z, 0-9, "." and "-".`);
  }
  if (!fits.timeZone) {
    say(`lake.timeZone is ${shown(timeZone)}; it is an IANA time zone, such as "Asia/Tokyo" or "UTC".`);
  }
  if (!fits.name || !fits.bucket || !fits.timeZone) return undefined;
  return { name: String(name), bucket: String(bucket), timeZone: String(timeZone) };
}

/** Lower_snake; with `_store` behind it, it is still a database's name (at most 255 characters). */
export const lakeNamePattern: RegExp = /^[a-z][a-z0-9_]{0,127}$/;

/** S3's rules for the names of buckets. */
export const bucketPattern: RegExp = /^(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function checkDimensions(value: unknown, say: Say): Record<string, PostgresDimension> {
  if (value === undefined) return {};
  if (!isFields(value)) {
    say(`dimensions is ${shown(value)}; it is an object of tables, such as { users: { postgres, query } }.`);
    return {};
  }
  const checked = Object.entries(value).flatMap(([name, dimension]) => {
    const at = `dimensions.${name}`;
    if (!/^[a-z][a-z0-9_]*$/.test(name)) say(`${at}: a table's name is lower_snake, such as "users".`);
    if (!isFields(dimension)) {
      say(`${at} is ${shown(dimension)}; it is { postgres: "env:DATABASE_URL", query: "SELECT …" }.`);
      return [];
    }
    unknownKeys(dimension, `${at}.`, ["postgres", "query"], say);
    const { postgres, query } = dimension;
    if (typeof postgres !== "string" || !/^(env:[A-Za-z_]\w*$|postgres(ql)?:\/\/)/.test(postgres)) {
      const was = typeof postgres === "string" ? "a text that is neither" : shown(postgres);
      say(`${at}.postgres is ${was}; it is "env:NAME" or "postgres://user:password@host/database".`);
      return [];
    }
    if (typeof query !== "string" || query.trim() === "") {
      say(`${at}.query is ${shown(query)}; it is the SELECT that gives the rows.`);
      return [];
    }
    return [[name, { postgres, query }] as const];
  });
  return Object.fromEntries(checked);
}

function section(config: Fields, key: string, known: readonly string[], say: Say): Fields {
  const value = config[key];
  if (value === undefined) return {};
  if (isFields(value)) {
    unknownKeys(value, `${key}.`, known, say);
    return value;
  }
  say(`${key} is ${shown(value)}; it is an object with ${known.join(", ")}.`);
  return {};
}

/** A section of nothing but texts. */
function texts<Key extends string>(
  config: Fields,
  key: string,
  known: readonly Key[],
  say: Say,
): { readonly [K in Key]?: string } {
  const fields = section(config, key, known, say);
  const read = known.flatMap((name) => {
    const value = text(fields, name, say, `${key}.`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(read) as { readonly [K in Key]?: string };
}

function text(fields: Fields, key: string, say: Say, prefix = ""): string | undefined {
  const value = fields[key];
  if (value === undefined || (typeof value === "string" && value.trim() !== "")) return value;
  say(`${prefix}${key} is ${shown(value)}; it is a text.`);
  return undefined;
}

function folder(fields: Fields, key: string, fallback: string, say: Say): string {
  const value = fields[key];
  if (value === undefined) return fallback;
  const path = typeof value === "string" ? value.replaceAll("\\", "/").replace(/^(\.\/)+|\/+$/g, "") : "";
  if (
    path !== "" &&
    path !== "." &&
    !path.startsWith("/") &&
    !/^[A-Za-z]:/.test(path) &&
    !path.split("/").includes("..")
  ) {
    return path;
  }
  say(`${key} is ${shown(value)}; it is a folder below the configuration, such as "${fallback}".`);
  return fallback;
}

function globs(fields: Fields, key: string, fallback: readonly string[], say: Say): readonly string[] {
  const value = fields[key];
  if (value === undefined) return fallback;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const fits = (each: unknown): each is string =>
    typeof each === "string" && each.trim() !== "" && !/^\/|^\.\./.test(each);
  if (all.length > 0 && all.every(fits)) return all;
  say(`${key} is ${shown(value)}; it is a glob below the configuration, or several, such as "${fallback[0]}".`);
  return fallback;
}

function unknownKeys(fields: Fields, prefix: string, known: readonly string[], say: Say): void {
  for (const key of Object.keys(fields)) {
    if (known.includes(key)) continue;
    const meant = nearestName(key, known);
    say(
      `${prefix}${key} is not a key of the configuration; ` +
        (meant === undefined ? `the keys are ${known.join(", ")}.` : `did you mean ${prefix}${meant}?`),
    );
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "function") return "a function";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
