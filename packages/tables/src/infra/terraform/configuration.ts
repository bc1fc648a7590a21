// The lake's infrastructure as a Terraform configuration of one file: the same text for the same schemas.
import { type InfraModel, type InfraParameter, infraParameters } from "../infra-model.js";
import { alarmBlocks } from "./alarms.js";
import { bucketBlocks } from "./bucket.js";
import { catalogueBlocks } from "./catalogue.js";
import { variableName } from "./functions.js";
import { type Block, expression, hcl } from "./hcl.js";
import { roleBlocks } from "./roles.js";
import { streamBlocks } from "./stream.js";

/**
 * The configuration as HCL.
 *
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * terraformConfiguration(infraModel([], lake, "acme-events"));
 */
export function terraformConfiguration(model: InfraModel): string {
  const blocks = [
    requirements,
    ...infraParameters.map(variableBlock),
    ...["aws_partition", "aws_region", "aws_caller_identity"].map((type) => ({
      type: "data",
      labels: [type, "current"],
    })),
    ...bucketBlocks(model),
    ...streamBlocks(model),
    ...roleBlocks(model),
    ...catalogueBlocks(model),
    ...alarmBlocks(model),
    ...outputs,
  ];
  return `${header}\n${hcl(blocks)}`;
}

const header = `# Made by npx tracklake infra terraform from the configuration and the schemas. Make it again when an event's
# retention changes; tables and views are made by npx tracklake apply.
# The bucket, the stream and the databases have prevent_destroy: terraform destroy refuses as a whole while they are here.
# To keep them and let the rest go, take them out of the state first (terraform state rm), with all that belongs to
# the bucket, and the stream's role, policy and log: without its role the stream drops what it holds after 24 hours.`;

/** The provider's major whose resources are written here; older minors were not looked at. */
const requirements: Block = {
  type: "terraform",
  attributes: { required_version: ">= 1.5" },
  blocks: [{ type: "required_providers", attributes: { aws: { source: "hashicorp/aws", version: ">= 5.83" } } }],
};

function variableBlock({ name, type, description, default: usual, least, most }: InfraParameter): Block {
  const variable = variableName(name);
  const bounds = [
    ...(least === undefined ? [] : [`var.${variable} >= ${least}`]),
    ...(most === undefined ? [] : [`var.${variable} <= ${most}`]),
  ];
  return {
    type: "variable",
    labels: [variable],
    attributes: {
      description,
      type: expression(type === "boolean" ? "bool" : type === "text" ? "string" : "number"),
      default: usual,
    },
    blocks:
      bounds.length === 0
        ? []
        : [
            {
              type: "validation",
              attributes: {
                condition: expression(bounds.join(" && ")),
                error_message: `It is ${[...(least === undefined ? [] : [`at least ${least}`]), ...(most === undefined ? [] : [`at most ${most}`])].join(" and ")}.`,
              },
            },
          ],
  };
}

const outputs: Block[] = [
  ["bucket_name", "lake.bucket of tracklake.config.ts.", "aws_s3_bucket.lake.id"],
  ["stream_name", "The stream of firehoseSink.", "aws_kinesis_firehose_delivery_stream.events.name"],
  ["workgroup_name", "The workgroup to query in.", "aws_athena_workgroup.lake.name"],
  ["producer_policy_arn", "Attach it to the roles of services.", "aws_iam_policy.producer.arn"],
  ["producer_role_arn", "Or give them this role.", "aws_iam_role.producer.arn"],
  ["deploy_policy_arn", "Attach it to the pipeline's role.", "aws_iam_policy.deploy.arn"],
  ["curate_policy_arn", "Attach it to the role of a scheduled curate.", "aws_iam_policy.curate.arn"],
  ["reader_policy_arn", "Attach it to who queries.", "aws_iam_policy.reader.arn"],
].map(([name = "", description = "", value = ""]) => ({
  type: "output",
  labels: [name],
  attributes: { description, value: expression(value) },
}));
