// Which grant of Lake Formation a refusal asks for: its message names the resource and mostly the permission, IAM's does not.
// Guide, "Troubleshooting Lake Formation": "Insufficient Lake Formation permission(s): Required <permission> on <resource>",
// and of a place in S3, where DATA_LOCATION_ACCESS is meant, "Insufficient Lake Formation permission(s) on s3://…".

const refusal =
  /Insufficient Lake Formation permission\(s\)(?::\s*(?:\[?Required\s+)?([A-Za-z_ ,]+?)\]?)?\s+on\s+([^\s,()]+)/i;

/** What the call was about that was refused: messages name a table without its database. */
export interface RefusedCall {
  /** The permission of IAM that it takes, such as `glue:GetTables`. */
  readonly action?: string | undefined;
  /** The database that it named. */
  readonly database?: string | undefined;
}

/** What a call needs in Lake Formation. Guide, "Lake Formation permissions reference". */
const needed: Readonly<Record<string, string>> = {
  "glue:GetDatabase": "DESCRIBE",
  "glue:GetTable": "DESCRIBE",
  "glue:GetTables": "DESCRIBE",
  "glue:GetPartitions": "DESCRIBE",
  "glue:UpdateTable": "ALTER",
  "glue:CreateTable": "CREATE_TABLE",
  "glue:CreateDatabase": "CREATE_DATABASE",
};

/**
 * The command that gives the grant, or `undefined` when the message is no such refusal.
 *
 * @param caller - ARN of who was refused; of an assumed role's session the grant goes to the role.
 */
export function lakeFormationGrant(
  message: string,
  caller: string | undefined,
  call: RefusedCall = {},
): string | undefined {
  const found = refusal.exec(message);
  const byHand = "Ask for the grant in Lake Formation that the message names.";
  if (!found) return /Lake ?Formation/i.test(message) ? byHand : undefined;
  const [, permissions = "", on = ""] = found;
  const place = /^s3:|^arn:[^:]*:s3:/.test(on);
  const usual = place ? "DATA_LOCATION_ACCESS" : needed[call.action ?? ""];
  const names = permissions
    .split(/,|\band\b/)
    .map((name) => name.trim().toUpperCase().replaceAll(" ", "_"))
    .filter((name) => name !== "");
  if (names.length === 0) {
    if (usual === undefined) return byHand;
    names.push(usual);
  }
  const principal = caller === undefined ? "<the ARN of the role>" : roleArn(caller);
  return (
    `aws lakeformation grant-permissions --principal DataLakePrincipalIdentifier=${principal} ` +
    `--permissions ${names.join(" ")} --resource '${JSON.stringify(place ? location(on, caller) : resource(on, names, call))}'`
  );
}

/** A place in S3; every folder of a bucket that is registered takes the grant of the place that is above it. */
function location(on: string, caller: string | undefined) {
  const partition = /^arn:([^:]+):/.exec(caller ?? "")?.[1] ?? "aws";
  return { DataLocation: { ResourceArn: on.replace(/^s3:\/\//, `arn:${partition}:s3:::`).replace(/[.;]+$/, "") } };
}

function resource(text: string, permissions: readonly string[], call: RefusedCall) {
  // The message goes on with a sentence, or ends with it.
  const on = text.replace(/[.;:]+$/, "");
  if (/^catalog$/i.test(on) || permissions.includes("CREATE_DATABASE")) return { Catalog: {} };
  const [database = "", table] = on.split(".");
  if (table !== undefined) return { Table: { DatabaseName: database, Name: table } };
  if (permissions.includes("CREATE_TABLE") || on === call.database) return { Database: { Name: on } };
  if (call.database !== undefined) return { Table: { DatabaseName: call.database, Name: on } };
  return /_v\d+(_curated)?$/.test(on)
    ? { Table: { DatabaseName: "<its database>", Name: on } }
    : { Database: { Name: on } };
}

function roleArn(caller: string): string {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return role === undefined ? caller : `arn:${partition}:iam::${account}:role/${role}`;
}
