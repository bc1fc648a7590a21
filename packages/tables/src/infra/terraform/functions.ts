// What the configuration's blocks share: variables, ARNs of this account, statements and roles.
import type { Statement } from "../access.js";
import { fillArn } from "../arns.js";
import type { InfraParameterName } from "../infra-model.js";
import { type Block, Call, type Expression, expression, type Hcl, template } from "./hcl.js";

const interpolated = (source: string) => `$\{${source}}`;
const places = {
  partition: interpolated("data.aws_partition.current.partition"),
  region: interpolated("data.aws_region.current.id"),
  account: interpolated("data.aws_caller_identity.current.account_id"),
};

/** A parameter's name as Terraform writes names. */
export function variableName(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
}

/** A parameter's value. */
export function variable(name: InfraParameterName): Expression {
  return expression(`var.${variableName(name)}`);
}

/** An ARN of this account. */
export function arn(text: string): Expression {
  return template(fillArn(text, places));
}

/** A statement of a policy. */
export function statement({ sid, actions, resources }: Statement): Hcl {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources.map(arn) };
}

/** A policy as JSON. @param statements - A list, or what gives one. */
export function policy(statements: Hcl): Call {
  return new Call("jsonencode", [{ Version: "2012-10-17", Statement: statements }]);
}

/** Who may take a role. */
export function trust(principal: Hcl, condition?: Hcl): Call {
  const one = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
  return policy([condition === undefined ? one : { ...one, Condition: condition }]);
}

/** A resource. */
export function resource(kind: string, name: string, comment: string | undefined, rest: Partial<Block>): Block {
  return { type: "resource", labels: [kind, name], ...(comment === undefined ? {} : { comment }), ...rest };
}

/** What keeps a resource: its data is never deleted with it. */
export const kept: Block = { type: "lifecycle", attributes: { prevent_destroy: true } };
