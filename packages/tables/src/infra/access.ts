// Which permissions each command and each role needs: the actions it calls, on the resources of this lake.
// The policies of `doctor --policy` and the roles of `infra` are both made from this table.
import { DEAD_LETTERS_FOLDER, ERRORS_FOLDER, EVENTS_FOLDER, type Lake, RESULTS_FOLDER } from "@tracklake/envelope";
import { type FormatTraits, formats } from "../model/formats.js";
import {
  athenaCatalogArn,
  bucketArn,
  catalogArn,
  catalogueArns,
  databaseArn,
  streamArn,
  tableArn,
  workgroupArn,
} from "./arns.js";

/** What is allowed; resources have open places, see `fillArn`. */
export interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** What permissions are asked for: a lake, its stream, and for `adopt` the table of another database. */
export interface AccessTarget {
  readonly lake: Lake;
  /** Name of the delivery stream. */
  readonly stream: string;
  /** The table that is to be adopted, where it is not one of the lake's databases. */
  readonly table?: { readonly database: string; readonly name: string };
}

/** What a permission is for, and the statements that it takes. */
interface Purpose {
  /** For a list of them. */
  readonly about: string;
  statements(target: AccessTarget): Statement[];
}

const catalogue = (sid: string, ...actions: string[]) => ({
  statements: ({ lake }: AccessTarget): Statement[] => [statement(sid, actions, catalogueArns(lake))],
});
const read = ["glue:GetDatabase", "glue:GetTable", "glue:GetTables"];
const write = ["glue:CreateDatabase", "glue:CreateTable", "glue:UpdateTable"];
/** Registered partitions follow the columns of their table. */
const partitions = ["glue:BatchGetPartition", "glue:BatchUpdatePartition", "glue:GetPartition", "glue:GetPartitions"];

/**
 * What Athena looks at before any statement, whichever database it names.
 * Guide: "Configure access to the AWS Glue catalog and database per AWS Region".
 */
const defaultDatabase = statement("DefaultDatabase", ["glue:GetDatabase"], [catalogArn, databaseArn("default")]);

/** The root folder of curated files. */
const curatedFolder = rootOf(formats.parquet);

/** Every purpose: commands by their names, then what runs beside them. */
const purposes = {
  plan: { about: "tracklake plan", ...catalogue("Catalogue", ...read, "glue:GetPartitions") },
  apply: {
    about: "tracklake apply",
    ...catalogue("Catalogue", ...read, ...write, ...partitions),
  },
  "athena-views": {
    about: "tracklake apply --views athena, beside apply",
    statements: ({ lake }) => [
      statement("WriteViews", ["athena:GetQueryExecution", "athena:StartQueryExecution"], [workgroupArn(lake.name)]),
      defaultDatabase,
      // Athena keeps what a statement answers under the rights of whoever asks. Guide: "Working with query results".
      statement("FindFiles", ["s3:GetBucketLocation", "s3:ListBucket"], [bucketArn(lake)]),
      statement(
        "KeepResults",
        ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        [bucketArn(lake, RESULTS_FOLDER)],
      ),
    ],
  },
  "prune-versions": {
    about: "tracklake apply --prune-versions, beside apply",
    ...catalogue("OldVersions", "glue:GetTableVersions", "glue:BatchDeleteTableVersion"),
  },
  drift: { about: "tracklake drift", ...catalogue("Catalogue", "glue:GetPartitions", "glue:GetTables") },
  adopt: {
    about: "tracklake adopt, plan --adopt and apply --adopt",
    statements: ({ lake, table }) => [
      statement("Catalogue", [...read, ...write, ...partitions], catalogueArns(lake)),
      ...(table === undefined
        ? []
        : [
            statement(
              "AdoptedTable",
              ["glue:GetTable", "glue:GetPartitions"],
              [catalogArn, databaseArn(table.database), tableArn(table.database, table.name)],
            ),
          ]),
    ],
  },
  curate: {
    about: "tracklake curate --engine athena",
    statements: ({ lake }) => [
      statement(
        "Write",
        ["athena:GetQueryExecution", "athena:StartQueryExecution", "athena:StopQueryExecution"],
        [workgroupArn(lake.name)],
      ),
      statement(
        "Catalogue",
        [
          ...read.filter((action) => action !== "glue:GetTables"),
          ...write.filter((action) => action !== "glue:CreateDatabase"),
          // Trino, which Athena is, reads registered partitions by their names: of what it writes, and of the views.
          "glue:BatchGetPartition",
          "glue:CreatePartition",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:UpdatePartition",
        ],
        catalogueArns(lake),
      ),
      defaultDatabase,
      statement("FindFiles", ["s3:GetBucketLocation", "s3:ListBucket"], [bucketArn(lake)]),
      statement("RemoveOldRuns", ["s3:DeleteObject"], [bucketArn(lake, curatedFolder)]),
      // What Athena does with a statement it does under the rights of whoever asks. Guide: "Actions for Athena".
      statement(
        "ReadThroughAthena",
        ["s3:GetObject"],
        [EVENTS_FOLDER, curatedFolder].map((one) => bucketArn(lake, one)),
      ),
      statement(
        "WriteThroughAthena",
        ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        [curatedFolder, RESULTS_FOLDER].map((one) => bucketArn(lake, one)),
      ),
    ],
  },
  redrive: {
    about: "tracklake redrive --stream",
    statements: ({ stream }) => [statement("Deliver", ["firehose:PutRecordBatch"], [streamArn(stream)])],
  },
  doctor: {
    about: "tracklake doctor --aws",
    statements: ({ lake, stream }) => [
      statement(
        "LookAtBucket",
        ["s3:ListBucket", "s3:GetBucketPublicAccessBlock", "s3:GetLifecycleConfiguration"],
        [bucketArn(lake)],
      ),
      statement("LookAtStream", ["firehose:DescribeDeliveryStream"], [streamArn(stream)]),
      // UpdateTable of a table that is not there: what it answers tells whether apply may.
      statement("LookAtCatalogue", ["glue:GetDatabase", "glue:GetTables", "glue:UpdateTable"], catalogueArns(lake)),
    ],
  },
  producer: {
    about: "a service that tracks events through firehoseSink",
    statements: ({ stream }) => [statement("Deliver", ["firehose:PutRecordBatch"], [streamArn(stream)])],
  },
  fallback: {
    about: "a service whose tracker has fallback: s3Sink(…), beside producer",
    statements: ({ lake }) => [statement("Fallback", ["s3:PutObject"], [bucketArn(lake, EVENTS_FOLDER)])],
  },
  reader: {
    about: "whoever queries the lake in Athena",
    statements: ({ lake }) => [
      statement(
        "Query",
        [
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          // Of the JDBC and ODBC drivers, as the next statement. AWS's own: AWSQuicksightAthenaAccess.
          "athena:GetQueryResultsStream",
          "athena:GetWorkGroup",
          "athena:StartQueryExecution",
          "athena:StopQueryExecution",
        ],
        [workgroupArn(lake.name)],
      ),
      statement(
        "Browse",
        [
          "athena:GetDataCatalog",
          "athena:GetDatabase",
          "athena:GetTableMetadata",
          "athena:ListDatabases",
          "athena:ListTableMetadata",
        ],
        [athenaCatalogArn],
      ),
      statement(
        "ReadCatalogue",
        [
          "glue:BatchGetPartition",
          "glue:GetDatabase",
          "glue:GetDatabases",
          "glue:GetPartition",
          "glue:GetPartitions",
          ...read.slice(1),
        ],
        catalogueArns(lake),
      ),
      defaultDatabase,
      statement("FindFiles", ["s3:GetBucketLocation", "s3:ListBucket"], [bucketArn(lake)]),
      statement(
        "ReadFiles",
        ["s3:GetObject"],
        // The last two are the folders of dead_letters and delivery_errors.
        [EVENTS_FOLDER, curatedFolder, rootOf(formats.iceberg), DEAD_LETTERS_FOLDER, ERRORS_FOLDER].map((folder) =>
          bucketArn(lake, folder),
        ),
      ),
      // Athena keeps a query's result under the rights of whoever asks. Guide: "Working with query results".
      statement(
        "KeepResults",
        ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        [bucketArn(lake, RESULTS_FOLDER)],
      ),
    ],
  },
  firehose: {
    about: "the delivery stream itself",
    // Guide: "Grant Firehose access to an Amazon S3 destination", narrowed to the two folders it writes.
    statements: ({ lake, stream }) => [
      statement(
        "FindBucket",
        ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        [bucketArn(lake)],
      ),
      statement(
        "WriteObjects",
        ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
        [EVENTS_FOLDER, ERRORS_FOLDER].map((folder) => bucketArn(lake, folder)),
      ),
      statement(
        "WriteLog",
        ["logs:PutLogEvents"],
        [`arn:{partition}:logs:{region}:{account}:log-group:${logGroup(stream)}:log-stream:*`],
      ),
    ],
  },
} as const satisfies Readonly<Record<string, Purpose>>;

/** What permissions can be asked for. */
export type AccessPurpose = keyof typeof purposes;

/** Every purpose with what it is for, in the order in which they are listed. */
export const accessPurposes: readonly { readonly name: AccessPurpose; readonly about: string }[] = Object.entries(
  purposes,
).map(([name, { about }]) => ({ name: name as AccessPurpose, about }));

/**
 * The permissions that these purposes take together.
 *
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * accessFor(["redrive"], { lake, stream: "acme-events" })[0]?.actions; // ["firehose:PutRecordBatch"]
 */
export function accessFor(names: readonly AccessPurpose[], target: AccessTarget): Statement[] {
  const merged = new Map<string, Statement>();
  for (const one of names.flatMap((name) => purposes[name].statements(target))) {
    const key = one.resources.join("\n");
    const before = merged.get(key);
    const actions = [...new Set([...(before?.actions ?? []), ...one.actions])].sort();
    merged.set(key, { sid: before?.sid ?? one.sid, actions, resources: one.resources });
  }
  return [...merged.values()];
}

/** The log group of a stream, as the console would name it. */
export function logGroup(stream: string): string {
  return `/aws/kinesisfirehose/${stream}`;
}

function statement(sid: string, actions: readonly string[], resources: readonly string[]): Statement {
  return { sid, actions: [...actions].sort(), resources };
}

/** The first folder of a format's files. */
function rootOf({ folder }: FormatTraits): string {
  return folder("").split("/")[0] ?? "";
}
