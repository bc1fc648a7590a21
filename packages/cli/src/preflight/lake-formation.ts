// Which grant of Lake Formation a refusal asks for: its message names the permission and the resource, IAM's does not.
// Guide, "Troubleshooting Lake Formation": "Insufficient Lake Formation permission(s): Required <permission> on <resource>".

const refusal =
  /Insufficient Lake Formation permission\(s\):\s*(?:\[?Required\s+)?([A-Za-z_ ,]+?)\]?\s+on\s+([^\s,()]+)/i;

/**
 * The command that gives the grant, or `undefined` when the message is no such refusal.
 *
 * @param caller - ARN of who was refused; of an assumed role's session the grant goes to the role.
 */
export function lakeFormationGrant(message: string, caller: string | undefined): string | undefined {
  const found = refusal.exec(message);
  if (!found)
    return /Lake ?Formation/i.test(message) ? "Ask for the grant in Lake Formation that the message names." : undefined;
  const [, permissions = "", on = ""] = found;
  const names = permissions
    .split(/,|\band\b/)
    .map((name) => name.trim().toUpperCase().replaceAll(" ", "_"))
    .filter((name) => name !== "");
  const principal = caller === undefined ? "<the ARN of the role>" : roleArn(caller);
  return (
    `aws lakeformation grant-permissions --principal DataLakePrincipalIdentifier=${principal} ` +
    `--permissions ${names.join(" ")} --resource '${JSON.stringify(resource(on, names))}'`
  );
}

function resource(on: string, permissions: readonly string[]) {
  if (/^s3:|^arn:[^:]*:s3:/.test(on)) return { DataLocation: { ResourceArn: on.replace(/^s3:\/\//, "arn:aws:s3:::") } };
  if (/^catalog$/i.test(on) || permissions.includes("CREATE_DATABASE")) return { Catalog: {} };
  const [database = "", table] = on.split(".");
  if (table !== undefined) return { Table: { DatabaseName: database, Name: table } };
  if (permissions.includes("CREATE_TABLE")) return { Database: { Name: on } };
  // The message names a table without its database.
  return /_v\d+(_curated)?$/.test(on)
    ? { Table: { DatabaseName: "<its database>", Name: on } }
    : { Database: { Name: on } };
}

function roleArn(caller: string): string {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return role === undefined ? caller : `arn:${partition}:iam::${account}:role/${role}`;
}
