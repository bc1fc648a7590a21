// Who else writes to a table, as far as its parameters tell: a crawler, an engine, a tool of infrastructure.
// Guide: "Parameters set on Data Catalog tables by crawler". Terraform and CloudFormation leave nothing of their own in
// a table; what people write by hand with them (tags as parameters) is all there is to see. (unproven)
import type { Table } from "@aws-sdk/client-glue";

/** Somebody who writes, or wrote, to a table. */
export interface Writer {
  readonly who: "crawler" | "terraform" | "cloudformation" | "spark" | "trino";
  /** What it left, such as a crawler's name. */
  readonly trace: string;
  /** Whether it is to be expected to write again. */
  readonly again: boolean;
}

/** The writers of a table that left a trace. */
export function writersOf({ Parameters = {}, CreatedBy = "" }: Table): Writer[] {
  const keys = Object.keys(Parameters);
  const found: Writer[] = [];
  const crawler = Parameters.UPDATED_BY_CRAWLER;
  const serializer = keys.find((key) => /^CrawlerSchema(Des|S)erializerVersion$/.test(key));
  if (crawler !== undefined) found.push({ who: "crawler", trace: crawler, again: true });
  else if (serializer !== undefined) found.push({ who: "crawler", trace: serializer, again: true });
  const says = (word: RegExp) => keys.find((key) => word.test(key) || word.test(Parameters[key] ?? ""));
  const terraform = /terraform/i.test(CreatedBy) ? CreatedBy : says(/^terraform$|^managed.?by.?terraform$/i);
  if (terraform !== undefined) found.push({ who: "terraform", trace: terraform, again: true });
  const formation = /AWSCloudFormation|cdk-/i.test(CreatedBy) ? CreatedBy : says(/^(cloudformation|aws-cdk|cdk)$/i);
  if (formation !== undefined) found.push({ who: "cloudformation", trace: formation, again: true });
  const spark = keys.find((key) => key.startsWith("spark.sql."));
  if (spark !== undefined) found.push({ who: "spark", trace: spark, again: false });
  const engine = keys.find((key) => /^(presto|trino)_(query_id|version)$/.test(key));
  if (engine !== undefined) found.push({ who: "trino", trace: engine, again: false });
  return found;
}

/** What to do about a writer, in one sentence. */
export function writerNote({ who, trace, again }: Writer): string | undefined {
  if (!again) return undefined;
  switch (who) {
    case "crawler":
      return `A crawler writes to it (${trace}): take it off the crawler's targets, or set its schema change policy to LOG, or it changes columns back.`;
    case "terraform":
      return `Terraform seems to manage it (${trace}): take it out of the state (terraform state rm) or ignore changes of its columns and parameters, or the next run undoes this.`;
    default:
      return `CloudFormation seems to manage it (${trace}): retain the resource and take it out of the template, or the next deploy undoes this.`;
  }
}

/** Parameters that a crawler or an engine keeps for itself: they come and go, and are no drift. */
export const bookkeeping: ReadonlySet<string> = new Set([
  "averageRecordSize",
  "COLUMN_STATS_ACCURATE",
  "last_modified_by",
  "last_modified_time",
  "numFiles",
  "numRows",
  "objectCount",
  "presto_query_id",
  "presto_version",
  "rawDataSize",
  "recordCount",
  "sizeKey",
  "STATS_GENERATED_VIA_STATS_TASK",
  "totalSize",
  "transient_lastDdlTime",
  "trino_query_id",
  "trino_version",
]);
