// `tracklake infra`: what it takes.
import { type Command, InvalidArgumentError } from "commander";
import type { InfraFormat, InfraOptions } from "../options.js";
import { addCommand, type Runner, runs } from "./command.js";

const infraFormats: readonly InfraFormat[] = ["cloudformation", "terraform"];

/** Declares the command. */
export function addInfra(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "infra",
    summary: "print what the lake needs on AWS, as CloudFormation or Terraform",
    description:
      "Prints the bucket (private, encrypted, deleting what the retention of events says), the delivery stream with the " +
      "prefixes that the tables expect, its log, roles of least privilege, the Glue databases, an Athena workgroup with a " +
      "limit, and alarms. It holds parameters and no secret. Nothing is sent to AWS: deploy the text with the tool that " +
      "you use, then run tracklake apply. docs/infra.md says what is in it.",
    examples: [
      "npx tracklake infra cloudformation --out infra/lake.yaml",
      "npx tracklake infra terraform --out infra/lake.tf",
      "npx tracklake infra terraform --out infra/lake.tf --force",
    ],
  })
    .argument("<format>", `${infraFormats.join(" or ")}`, format)
    .option("--out <file>", "write it into a file; one that holds something else is left alone (default: stdout)")
    .option("--force", "write it over a file that holds something else")
    .option("--drafts", "lifecycle rules of what is not published yet, too");
  runs(command, runner, async (session, options: InfraOptions, [wanted]) => {
    const { infra } = await import("../actions/infra.js");
    return infra(session, options, wanted as InfraFormat);
  });
}

function format(text: string): InfraFormat {
  const found = infraFormats.find((one) => one === text);
  if (found) return found;
  throw new InvalidArgumentError(`It is ${infraFormats.join(" or ")}.`);
}
