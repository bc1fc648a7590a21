// Who may what: one role for the stream, and policies with roles for those who write, deploy and read.
import type { InfraModel } from "../infra-model.js";
import { policy, resource, statement, trust, variable } from "./functions.js";
import { type Block, Call, expression, type Hcl, OnlyIf } from "./hcl.js";

/** The roles and their policies. */
export function roleBlocks({ stream, access }: InfraModel): Block[] {
  const fallback = new OnlyIf(variable("AllowFallback"), access.fallback.map(statement));
  return [
    resource(
      "aws_iam_role",
      "firehose",
      "What the delivery stream may: write into two folders of the bucket, and its log.",
      {
        attributes: {
          name_prefix: rolePrefix(stream, "delivery"),
          // Guide, "Allow Firehose to assume an IAM role": only for this account's streams.
          assume_role_policy: trust(
            { Service: "firehose.amazonaws.com" },
            { StringEquals: { "sts:ExternalId": expression("data.aws_caller_identity.current.account_id") } },
          ),
        },
      },
    ),
    resource("aws_iam_role_policy", "firehose", undefined, {
      attributes: {
        name: "deliver",
        role: expression("aws_iam_role.firehose.id"),
        policy: policy(access.firehose.map(statement)),
      },
    }),
    ...granted(
      "producer",
      "What a service that tracks events may; the role is for those that have none yet.",
      new Call("concat", [access.producer.map(statement), fallback]),
      { Service: variable("ProducerService") },
    ),
    ...granted(
      "deploy",
      "What tracklake plan, apply, drift, adopt and doctor may in a pipeline.",
      access.deploy.map(statement),
      { AWS: variable("DeployPrincipalArn") },
      'var.deploy_principal_arn == "" ? 0 : 1',
    ),
    ...granted(
      "curate",
      "What a scheduled tracklake curate --engine athena may.",
      access.curate.map(statement),
      { AWS: variable("CuratePrincipalArn") },
      'var.curate_principal_arn == "" ? 0 : 1',
    ),
    ...granted(
      "reader",
      "What whoever queries may, such as a dashboard.",
      access.reader.map(statement),
      { AWS: variable("ReaderPrincipalArn") },
      'var.reader_principal_arn == "" ? 0 : 1',
    ),
  ];

  function granted(name: string, comment: string, statements: Hcl, principal: Hcl, count?: string): Block[] {
    const counted = count === undefined ? {} : { count: expression(count) };
    const role = count === undefined ? `aws_iam_role.${name}.name` : `aws_iam_role.${name}[0].name`;
    return [
      resource("aws_iam_policy", name, comment, {
        attributes: { name_prefix: `${stream}-${name}-`, policy: policy(statements) },
      }),
      resource("aws_iam_role", name, undefined, {
        attributes: { ...counted, name_prefix: rolePrefix(stream, name), assume_role_policy: trust(principal) },
      }),
      resource("aws_iam_role_policy_attachment", name, undefined, {
        attributes: { ...counted, role: expression(role), policy_arn: expression(`aws_iam_policy.${name}.arn`) },
      }),
    ];
  }
}

/** IAM: a role's name has at most 64 characters, of which the provider takes 26 for itself. */
function rolePrefix(stream: string, name: string): string {
  return `${stream.slice(0, 64 - 26 - name.length - 2)}-${name}-`;
}
