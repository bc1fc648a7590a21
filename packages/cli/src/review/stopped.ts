// A failure that leaves nothing to compare, as what a review would have been: a title, and findings with their places.
// So a pull request hears of it where it heard the last verdict, which would stay there otherwise.
import { basename, isAbsolute, relative } from "node:path";
import type { LocatedFinding, StoppedReview } from "@tracklake/review";
import { type Failure, failureOf } from "../failure.js";
import type { ModuleProblem } from "../modules/module-problem.js";

const titles: Readonly<Record<string, string>> = {
  "schema-broken": "the schemas do not compile",
  "schemas-missing": "the schemas are not there",
  "config-invalid": "the configuration cannot be used",
  "config-missing": "there is no configuration",
  "base-missing": "there is no base to compare with",
  "base-unknown": "there is no base to compare with",
  "acknowledgements-unreadable": "the acknowledgements cannot be read",
};

/** What a review says that could not be made. @param root - The folder that paths start from. */
export function stoppedBy(error: unknown, root: string): StoppedReview {
  const failure = failureOf(error);
  const title = titles[failure.code] ?? "the review could not be made";
  return { title, findings: findingsOf(failure, root) };
}

function findingsOf({ code, message, details }: Failure, root: string): LocatedFinding[] {
  const within = (path: string) => (isAbsolute(path) ? relative(root, path) : path);
  const { problem, problems = [], file } = details as Details;
  const placed = [...(problem === undefined ? [] : [problem]), ...problems];
  const [first = "", ...next] = message.split("\n");
  if (placed.length > 0) {
    const suggestion = next.at(-1)?.startsWith(" ") ? {} : { suggestion: next.at(-1) ?? "" };
    return placed.map((one) => {
      const at = typeof one === "string" ? { file: file ?? "", message: one } : one;
      return { rule: code, severity: "error", path: basename(at.file), ...at, file: within(at.file), ...suggestion };
    });
  }
  const named = /^(\S.*?\.json): (.*)$/.exec(first);
  const about = named ? { file: within(named[1] ?? ""), message: named[2] ?? "" } : { message: first };
  const path = about.file === undefined ? "review" : basename(about.file);
  const suggestion = next.length === 0 ? {} : { suggestion: next.map((line) => line.trim()).join(" ") };
  return [{ rule: code, severity: "error", path, ...about, ...suggestion }];
}

/** What errors of loading carry. */
interface Details {
  readonly file?: string;
  readonly problem?: ModuleProblem;
  readonly problems?: readonly (ModuleProblem | string)[];
}
