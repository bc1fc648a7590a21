// Whose catalogue a saved plan is for. Databases that are there tell it; where a plan has to create them, the caller's
// account does: without it, the first plan of an environment could be carried out in another account of its region.
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Plan } from "@tracklake/tables";
import { CliError } from "../errors.js";
import type { Session } from "../session.js";
import type { GlueTarget } from "./glue-client.js";

/** A plan with the account that it is for. */
export async function withAccount(session: Session, target: GlueTarget, plan: Plan): Promise<Plan> {
  if (plan.catalogue !== undefined || !target.aws) return plan;
  try {
    return { ...plan, catalogue: await accountOf(target) };
  } catch (error) {
    // The plan is right all the same; only its reader cannot be held to the account.
    session.warn(`The plan does not say which account it is for, since AWS STS did not: ${messageOf(error)}`);
    return plan;
  }
}

/**
 * Holds a saved plan to the account that it is for, where no database of it can tell.
 *
 * @throws CliError `wrong-use` with credentials of another account; `not-reachable` when nobody can tell.
 */
export async function checkAccount(target: GlueTarget, { catalogue, steps }: Plan): Promise<void> {
  const told = steps.some((step) => step.kind === "unchanged" && step.table === undefined);
  if (catalogue === undefined || told || !target.aws) return;
  let account: string;
  try {
    account = await accountOf(target);
  } catch (cause) {
    target.client.destroy();
    const said = `The plan is for the account ${catalogue}, and which one this is AWS STS did not say: ${messageOf(cause)}. Check the network and the credentials, or plan again here.`;
    throw new CliError("not-reachable", said, { cause });
  }
  if (account === catalogue) return;
  target.client.destroy();
  const said = `The plan was made for the account ${catalogue}, and these credentials are of ${account}. Plan again for it.`;
  throw new CliError("wrong-use", said);
}

async function accountOf({ client }: GlueTarget): Promise<string> {
  const sts = new STSClient({ region: await client.config.region(), maxAttempts: 3 });
  try {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    if (Account === undefined) throw new Error("it gave no account");
    return Account;
  } finally {
    sts.destroy();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
