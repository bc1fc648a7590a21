// The lake's infrastructure as a CloudFormation template: the same text for the same schemas.
import { type InfraModel, type InfraParameter, infraParameters } from "../infra-model.js";
import { alarmResources } from "./alarms.js";
import { bucketResources } from "./bucket.js";
import { catalogueResources } from "./catalogue.js";
import { attribute, parameter, ref } from "./functions.js";
import type { Resource } from "./resource.js";
import { roleResources } from "./roles.js";
import { streamResources } from "./stream.js";
import { type Yaml, yaml } from "./yaml.js";

/**
 * The template as YAML.
 *
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * cloudFormationTemplate(infraModel([], lake, "acme-events"));
 */
export function cloudFormationTemplate(model: InfraModel): string {
  const resources = templateResources(model);
  const comments = new Map(resources.map(({ id, comment }) => [id, comment]));
  const sections: [string, Yaml][] = [
    ["AWSTemplateFormatVersion", "2010-09-09"],
    ["Description", `The lake ${model.lake.name} - bucket, delivery, roles, databases, workgroup, alarms.`],
    ["Parameters", Object.fromEntries(infraParameters.map((one) => [one.name, parameterOf(one)]))],
    ["Conditions", conditions],
    ["Resources", Object.fromEntries(resources.map(({ id, body }) => [id, body]))],
    ["Outputs", outputs],
  ];
  const body = sections.map(([name, value]) => yaml({ [name]: value }, comments));
  return `${header}\n${body.join("\n\n")}\n`;
}

/** Every resource, in the order of the template. */
export function templateResources(model: InfraModel): Resource[] {
  return [
    ...bucketResources(model),
    ...streamResources(model),
    ...roleResources(model),
    ...catalogueResources(model),
    ...alarmResources(model),
  ];
}

const header = `# Made by npx tracklake infra cloudformation from the configuration and the schemas. Make it again when an event's
# retention changes; tables and views are made by npx tracklake apply.
#   aws cloudformation deploy --template-file lake.yaml --stack-name lake --capabilities CAPABILITY_IAM
# Over 51,200 bytes, from about 50 events with a retention on, it takes --s3-bucket <a bucket of yours> as well.
# When the stack is deleted the bucket, the stream with its role and log, the databases and the workgroup stay, and lines
# go on arriving; the alarms go. Detach its policies from roles of your own before, or it cannot be deleted.`;

function parameterOf({ type, description, default: usual, least, most }: InfraParameter): Yaml {
  return {
    Type: type === "number" ? "Number" : "String",
    Description: description,
    Default: type === "boolean" ? String(usual) : usual,
    ...(type === "boolean" ? { AllowedValues: ["true", "false"] } : {}),
    ...(least === undefined ? {} : { MinValue: least }),
    ...(most === undefined ? {} : { MaxValue: most }),
  };
}

const given = (value: Yaml): Yaml => ({ "Fn::Not": [{ "Fn::Equals": [value, ""] }] });
const conditions: Yaml = {
  FallbackAllowed: { "Fn::Equals": [parameter("AllowFallback"), "true"] },
  HasDeployPrincipal: given(parameter("DeployPrincipalArn")),
  HasCuratePrincipal: given(parameter("CuratePrincipalArn")),
  HasReaderPrincipal: given(parameter("ReaderPrincipalArn")),
  HasAlarmTopic: given(parameter("AlarmTopicArn")),
};

const outputs: Yaml = {
  BucketName: { Description: "lake.bucket of tracklake.config.ts.", Value: ref("LakeBucket") },
  StreamName: { Description: "The stream of firehoseSink.", Value: ref("DeliveryStream") },
  WorkgroupName: { Description: "The workgroup to query in.", Value: ref("Workgroup") },
  ProducerPolicyArn: { Description: "Attach it to the roles of services.", Value: ref("ProducerPolicy") },
  ProducerRoleArn: { Description: "Or give them this role.", Value: attribute("ProducerRole", "Arn") },
  DeployPolicyArn: { Description: "Attach it to the pipeline's role.", Value: ref("DeployPolicy") },
  CuratePolicyArn: { Description: "Attach it to the role of a scheduled curate.", Value: ref("CuratePolicy") },
  ReaderPolicyArn: { Description: "Attach it to who queries.", Value: ref("ReaderPolicy") },
};
