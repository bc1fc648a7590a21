// `tracklake doctor`: what it takes.
import { type Command, InvalidArgumentError } from "commander";
import { CliError } from "../errors.js";
import type { DoctorOptions } from "../options.js";
import { addCommand, type Runner, runs, wholeNumber } from "./command.js";

/** Names what has a policy; the tables package says what is in each. */
const policyText =
  "the IAM policy that these need: plan, apply, athena-views, prune-versions, drift, adopt, curate, redrive, doctor, producer, fallback, reader, firehose";

/** Declares the command. */
export function addDoctor(program: Command, runner: Runner): void {
  const command = addCommand(program, {
    usage: "doctor",
    summary: "tell what is wrong with this set-up, and the command that mends it",
    description:
      "Checks the configuration, the schemas and their history, what is generated, the packages that the tracker needs, " +
      "and the folder of the spool: that it can be written, and that its disk outlives the process. With " +
      "--events-per-day it reckons what Firehose's ingestion costs a month, an event a record and packed. " +
      "Exit 1 when something is an error, 2 where there is no configuration; warnings alone are fine.\n\n" +
      "With --aws it looks at AWS instead, before a deploy: who you are, the region, the bucket, the stream, the " +
      "databases, what you may read and write (nothing is changed), grants of Lake Formation that are missing, and the " +
      "clock; exit 3 when AWS does not say who you are. With --policy it prints the IAM policy that commands need.",
    examples: [
      "npx tracklake doctor",
      "npx tracklake doctor --production --spool /var/lib/billing/spool",
      "npx tracklake doctor --aws --json",
      "npx tracklake doctor --policy plan apply drift --account 123456789012 --region ap-northeast-1",
      "npx tracklake doctor --events-per-day 5000000 --processes 4 --region ap-northeast-1",
    ],
  })
    .option("--aws", "look at AWS: identity, bucket, stream, catalogue, permissions, clock")
    .option("--endpoint <url>", "what answers in place of AWS, with --aws (default: AWS_ENDPOINT_URL and its kind)")
    .option("--policy <names...>", policyText)
    .option("--account <id>", "the account of that policy (default: any)", accountId)
    .option("--table <database.table>", "the table that adopt shall take over, for its policy")
    .option("--spool <folder>", "the tracker's spool (default: .tracklake/spool beside the configuration)")
    .option("--production", "this is where the service runs: a disk that does not last is an error")
    .option("--events-per-day <n>", "events of a day, for the cost", wholeNumber(1, 1_000_000_000_000))
    .option("--event-bytes <n>", "bytes of an event's line (default: estimated)", wholeNumber(1, 1_024_000))
    .option("--processes <n>", "processes that track", wholeNumber(1, 1_000_000), 2)
    .option("--flush-interval <ms>", "how long an event waits for company", wholeNumber(0, 900_000), 1_000)
    .option("--region <region>", "AWS region (default: the configuration, AWS_REGION)")
    .option("--price-per-gb <dollars>", "the price of ingestion in place of the list price", dollars);
  runs(command, runner, async (session, options: DoctorOptions) => {
    if (options.policy && options.aws) {
      throw new CliError("wrong-use", "--policy and --aws are two questions; ask one at a time.");
    }
    if (options.policy) return (await import("../actions/doctor-policy.js")).doctorPolicy(session, options);
    if (options.aws) return (await import("../actions/doctor-aws.js")).doctorAws(session, options);
    const { doctor } = await import("../actions/doctor.js");
    return doctor(session, options);
  });
}

function dollars(text: string): number {
  const price = Number(text);
  if (text.trim() !== "" && price >= 0 && price <= 1_000) return price;
  throw new InvalidArgumentError("It is an amount from 0 to 1000, such as 0.029.");
}

function accountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("It is an AWS account's id, twelve digits.");
}
