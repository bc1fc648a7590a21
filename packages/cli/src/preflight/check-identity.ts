// Who calls: the one call that needs no permission, and without which nothing else can be looked at.
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { Check } from "../doctor/check.js";
import { awsProblem } from "./aws-problem.js";

/** Who calls, as AWS knows it. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** What was found; no identity when nobody is known. */
export interface IdentityFound {
  readonly check: Check;
  readonly identity?: Identity;
}

/** Asks. */
export async function checkIdentity(sts: STSClient): Promise<IdentityFound> {
  try {
    const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    const check: Check = { id: "identity", level: "ok", message: `you are ${Arn} of the account ${Account}.` };
    return { check, identity: { account: Account, arn: Arn } };
  } catch (error) {
    const { message, fix } = awsProblem(error, { action: "sts:GetCallerIdentity" });
    return { check: { id: "identity", level: "error", message: `nobody knows who you are: ${message}.`, fix } };
  }
}
