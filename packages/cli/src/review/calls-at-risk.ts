// The calls in the project's code that the client of a change may refuse, looked for where a change breaks callers.
// A project without a compiler, or with more files than a review may wait for, goes without.
import { join } from "node:path";
import { methodName } from "@tracklake/codegen";
import type { Review } from "@tracklake/review";
import { callsAtRisk, codeFile, codePrograms } from "@tracklake/review/usage";
import type { Project } from "../config/load-config.js";
import { isCliError } from "../errors.js";
import { filesBelow } from "../queries/query-files.js";
import { loadCompiler } from "../usage/compiler.js";

/** Files of code that a review reads for the names of events: reading them takes well below a second. */
const MOST_FILES = 5_000;

/** The review with the calls. */
export function withCalls(review: Review, project: Project): Review {
  const judgements = [...review.events, ...review.retired]
    .flatMap(({ changes }) => changes)
    .map(({ judgement }) => judgement)
    .filter(({ verdicts }) => verdicts.CALLER === "break");
  if (judgements.length === 0) return review;
  const files = filesBelow(project.root).filter(
    (file) => codeFile.test(file) && !file.startsWith(`${project.output}/`) && !file.startsWith(`${project.schemas}/`),
  );
  if (files.length > MOST_FILES) {
    const remark = `Calls are not looked for in ${files.length} files of code; npx tracklake usage does.`;
    return { ...review, remarks: [...review.remarks, remark] };
  }
  const compiler = compilerOf(project.root);
  if (compiler === undefined) return review;
  const names = judgements.flatMap(({ event }) => [event, methodName(event)]);
  const mentions = (text: string) => names.some((name) => text.includes(name));
  const paths = files.map((file) => join(project.root, file));
  const programs = codePrograms(compiler, paths, project.root, mentions);
  if (programs.length === 0) return review;
  return { ...review, calls: callsAtRisk({ compiler, programs, root: project.root }, judgements, methodName) };
}

function compilerOf(root: string): ReturnType<typeof loadCompiler> | undefined {
  try {
    return loadCompiler(root);
  } catch (error) {
    if (isCliError(error) && error.code === "compiler-missing") return undefined;
    throw error;
  }
}
