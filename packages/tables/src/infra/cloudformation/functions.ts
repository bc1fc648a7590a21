// The intrinsic functions of CloudFormation that the template uses, and statements as it writes them.
import type { Statement } from "../access.js";
import { fillArn } from "../arns.js";
import type { InfraParameterName } from "../infra-model.js";
import type { Yaml } from "./yaml.js";

/** Pseudo parameters in the open places of an ARN. */
const places = {
  partition: "$" + "{AWS::Partition}",
  region: "$" + "{AWS::Region}",
  account: "$" + "{AWS::AccountId}",
};

/** A resource's name or a parameter's value. */
export function ref(name: string): Yaml {
  return { Ref: name };
}

/** A parameter's value. */
export function parameter(name: InfraParameterName): Yaml {
  return ref(name);
}

/** An attribute of a resource. */
export function attribute(resource: string, name: string): Yaml {
  return { "Fn::GetAtt": [resource, name] };
}

/** An ARN of this account. */
export function arn(text: string): Yaml {
  return { "Fn::Sub": fillArn(text, places) };
}

/** One value or, where the condition does not hold, nothing at all. */
export function onlyIf(condition: string, value: Yaml): Yaml {
  return { "Fn::If": [condition, value, ref("AWS::NoValue")] };
}

/** A statement of a policy. */
export function statement({ sid, actions, resources }: Statement): Yaml {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources.map(arn) };
}

/** A policy. */
export function policy(statements: readonly Yaml[]): Yaml {
  return { Version: "2012-10-17", Statement: statements };
}

/** Who may take a role. */
export function trust(principal: Yaml, condition?: Yaml): Yaml {
  return policy([
    {
      Effect: "Allow",
      Principal: principal,
      Action: "sts:AssumeRole",
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ]);
}
