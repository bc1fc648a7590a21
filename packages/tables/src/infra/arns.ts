// Names of AWS resources with places left open: account, region and partition are known to CloudFormation and Terraform
// while they run, and to a person who prints a policy.
import { type Lake, storeDatabase, viewDatabase } from "@tracklake/envelope";

/** What an ARN leaves open, such as `{account}` in `arn:{partition}:glue:{region}:{account}:catalog`. */
export interface ArnPlaces {
  /** Such as `aws`, `aws-cn`. */
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Fills the open places of an ARN. */
export function fillArn(arn: string, places: ArnPlaces): string {
  return arn.replace(/\{(partition|region|account)\}/g, (_, place: keyof ArnPlaces) => places[place]);
}

/** The bucket, or what its folders hold: `bucketArn(lake, "events")` is every object under `events/`. */
export function bucketArn(lake: Pick<Lake, "bucket">, folder?: string): string {
  return `arn:{partition}:s3:::${lake.bucket}${folder === undefined ? "" : `/${folder}/*`}`;
}

/** A delivery stream. */
export function streamArn(stream: string): string {
  return `arn:{partition}:firehose:{region}:{account}:deliverystream/${stream}`;
}

/** An Athena workgroup. */
export function workgroupArn(workgroup: string): string {
  return `arn:{partition}:athena:{region}:{account}:workgroup/${workgroup}`;
}

/** The Data Catalog as Athena lists it among others. */
export const athenaCatalogArn = "arn:{partition}:athena:{region}:{account}:datacatalog/AwsDataCatalog";

/** The Data Catalog, which every call on something in it needs too. Guide: "Specifying AWS Glue resource ARNs". */
export const catalogArn = "arn:{partition}:glue:{region}:{account}:catalog";

/** A database of the Data Catalog. */
export function databaseArn(database: string): string {
  return `arn:{partition}:glue:{region}:{account}:database/${database}`;
}

/** A table; all of a database's when none is named. */
export function tableArn(database: string, table = "*"): string {
  return `arn:{partition}:glue:{region}:{account}:table/${database}/${table}`;
}

/** Both databases of a lake with all their tables, and the catalogue above them. */
export function catalogueArns(lake: Pick<Lake, "name">): string[] {
  const names = [storeDatabase(lake), viewDatabase(lake)];
  return [catalogArn, ...names.map(databaseArn), ...names.map((name) => tableArn(name))];
}
