// `tracklake doctor --policy`: the IAM policy that commands need, of this lake's own resources.
import { type AccessPurpose, accessFor, accessPurposes, policyDocument } from "@tracklake/tables";
import { loadConfig } from "../config/load-config.js";
import { CliError, type ExitCode } from "../errors.js";
import type { DoctorOptions } from "../options.js";
import { jsonText } from "../print/json.js";
import type { Session } from "../session.js";

/** Carries out the command. */
export async function doctorPolicy(session: Session, options: DoctorOptions): Promise<ExitCode> {
  const { policy = [], account = "*", table } = options;
  const names = policy.map(purpose);
  const { lake, stream, glue } = await loadConfig(session);
  const { env } = session.io;
  const region = options.region ?? glue.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? "*";
  const target = { lake, stream, ...(table === undefined ? {} : { table: existing(table) }) };
  const document = policyDocument(accessFor(names, target), { partition: partitionOf(region), region, account });
  session.result(document, () => jsonText(document, 2));
  for (const [value, option] of [
    [account, "--account"],
    [region, "--region"],
  ]) {
    if (value === "*") session.progress(`It allows any ${option?.slice(2)}; ${option} narrows it.`);
  }
  return 0;
}

function purpose(text: string): AccessPurpose {
  const found = accessPurposes.find(({ name }) => name === text);
  if (found) return found.name;
  const known = accessPurposes.map(({ name, about }) => `  ${name.padEnd(15)} ${about}`).join("\n");
  throw new CliError("wrong-use", `"${text}" is nothing that needs a permission of AWS. What does is:\n${known}`);
}

function existing(text: string): { readonly database: string; readonly name: string } {
  const [database = "", name = "", ...more] = text.toLowerCase().split(".");
  if (database !== "" && name !== "" && more.length === 0) return { database, name };
  throw new CliError("wrong-use", `"${text}" is no table: write it as database.table.`);
}

/** The partition of a region. Source: AWS General Reference, "ARN format". */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
