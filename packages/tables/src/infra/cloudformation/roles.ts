// Who may what: one role for the stream, and policies with roles for those who write, deploy and read.
import type { InfraModel } from "../infra-model.js";
import { onlyIf, parameter, policy, ref, statement, trust } from "./functions.js";
import { kept, type Resource } from "./resource.js";
import type { Yaml } from "./yaml.js";

/** The roles and their policies. */
export function roleResources({ access }: InfraModel): Resource[] {
  return [
    {
      id: "FirehoseRole",
      comment: "What the delivery stream may: write into two folders of the bucket, and its log.",
      body: {
        Type: "AWS::IAM::Role",
        // The stream stays when the stack goes: without its role it would drop what it holds after 24 hours.
        ...kept,
        Properties: {
          // Guide, "Allow Firehose to assume an IAM role": only for this account's streams.
          AssumeRolePolicyDocument: trust(
            { Service: "firehose.amazonaws.com" },
            { StringEquals: { "sts:ExternalId": ref("AWS::AccountId") } },
          ),
          Policies: [{ PolicyName: "deliver", PolicyDocument: policy(access.firehose.map(statement)) }],
        },
      },
    },
    managed("ProducerPolicy", "What a service that tracks events may.", [
      ...access.producer.map(statement),
      ...access.fallback.map((one) => onlyIf("FallbackAllowed", statement(one))),
    ]),
    role("ProducerRole", "For services that have no role yet.", {
      Properties: {
        AssumeRolePolicyDocument: trust({ Service: parameter("ProducerService") }),
        ManagedPolicyArns: [ref("ProducerPolicy")],
      },
    }),
    managed(
      "DeployPolicy",
      "What tracklake plan, apply, drift, adopt and doctor may in a pipeline.",
      access.deploy.map(statement),
    ),
    role("DeployRole", "Taken by the pipeline.", {
      Condition: "HasDeployPrincipal",
      Properties: {
        AssumeRolePolicyDocument: trust({ AWS: parameter("DeployPrincipalArn") }),
        ManagedPolicyArns: [ref("DeployPolicy")],
      },
    }),
    managed("CuratePolicy", "What a scheduled tracklake curate --engine athena may.", access.curate.map(statement)),
    role("CurateRole", "Taken by the schedule.", {
      Condition: "HasCuratePrincipal",
      Properties: {
        AssumeRolePolicyDocument: trust({ AWS: parameter("CuratePrincipalArn") }),
        ManagedPolicyArns: [ref("CuratePolicy")],
      },
    }),
    managed("ReaderPolicy", "What whoever queries may.", access.reader.map(statement)),
    role("ReaderRole", "Taken by whoever queries, such as a dashboard.", {
      Condition: "HasReaderPrincipal",
      Properties: {
        AssumeRolePolicyDocument: trust({ AWS: parameter("ReaderPrincipalArn") }),
        ManagedPolicyArns: [ref("ReaderPolicy")],
      },
    }),
  ];
}

function managed(id: string, comment: string, statements: readonly Yaml[]): Resource {
  const body = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy(statements) } };
  return { id, comment, body };
}

function role(id: string, comment: string, more: { readonly [key: string]: Yaml }): Resource {
  return { id, comment, body: { Type: "AWS::IAM::Role", ...more } };
}
