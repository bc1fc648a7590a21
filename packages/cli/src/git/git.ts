// Git, asked as a program: what it says, or that it is not there or refuses.
// Arguments are never a shell's; what a person named comes after --end-of-options.
import { execFile } from "node:child_process";

const MOST_BYTES = 512 * 1024 * 1024;

/** What git said. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly stdout: Buffer;
}

/** Asks git in a folder; a refusal is an answer, and without git nothing is ok. */
export function git(cwd: string, args: readonly string[], input = ""): Promise<GitAnswer> {
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: MOST_BYTES, encoding: "buffer" as const };
    const child = execFile("git", [...args], options, (error, stdout) => resolve({ ok: error === null, stdout }));
    // Git may end before it has read everything; its answer says so.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
}

/** A line of an answer, or `undefined` where git refused or said nothing. */
export async function gitLine(cwd: string, ...args: string[]): Promise<string | undefined> {
  const { ok, stdout } = await git(cwd, args);
  const line = stdout.toString("utf8").trim();
  return ok && line !== "" ? line : undefined;
}
