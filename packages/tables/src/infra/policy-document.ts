// Statements as an IAM policy, in the language that AWS reads.
import type { Statement } from "./access.js";
import { type ArnPlaces, fillArn } from "./arns.js";

/** An IAM policy. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/**
 * The policy that allows these statements.
 *
 * @param places - `*` where something is not known.
 * @example
 * policyDocument([], { partition: "aws", region: "eu-west-1", account: "123456789012" }).Version; // "2012-10-17"
 */
export function policyDocument(statements: readonly Statement[], places: ArnPlaces): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, actions, resources }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources.map((arn) => fillArn(arn, places)),
    })),
  };
}
