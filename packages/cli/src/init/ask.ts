// The questions of init on a terminal, with the defaults filled in.
import { cancel, intro, isCancel, text } from "@clack/prompts";
import { CliError } from "../errors.js";
import { type Answers, bucketFrom, problems } from "./answers.js";

/**
 * Asks for what the options did not say.
 *
 * @throws CliError `wrong-use` when the person cancels; nothing has been written then.
 */
export async function ask(defaults: Answers, given: Partial<Record<keyof Answers, unknown>>): Promise<Answers> {
  intro("tracklake init");
  const one = async (key: keyof Answers, message: string, initialValue: string): Promise<string> => {
    if (given[key] !== undefined) return initialValue;
    const answer = await text({ message, initialValue, validate: (value) => problems[key](value) });
    if (!isCancel(answer)) return answer;
    cancel("Nothing was written.");
    throw new CliError("wrong-use", "init was cancelled; nothing was written. Run it again when you are ready.");
  };
  const name = await one("name", "Name of the lake (it names the databases)", defaults.name);
  const bucket = given.bucket === undefined && name !== defaults.name ? bucketFrom(name) : defaults.bucket;
  return {
    name,
    bucket: await one("bucket", "S3 bucket of the delivered events", bucket),
    timeZone: await one("timeZone", "Time zone whose days are the partitions (fixed afterwards)", defaults.timeZone),
    owner: await one("owner", "Team that answers for events", defaults.owner),
  };
}
