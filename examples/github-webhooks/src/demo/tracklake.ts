// Runs the tracklake command that was built here, as a user would: its output is the demo's.
import { spawn } from "node:child_process";
import { join } from "node:path";

/** Runs a command. @throws Error with what the command said when it fails. */
export type Tracklake = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<string>;

/** The command of this repository. @param root - The repository. */
export function tracklakeOf(root: string): Tracklake {
  return (args, env = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(root, "packages/cli/dist/main.js"), ...args], {
        cwd: root,
        env: { ...process.env, NO_COLOR: "1", ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const kill = () => void child.kill("SIGKILL");
      process.once("exit", kill);
      let [output, complaints] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        complaints += text;
      });
      child.once("error", reject);
      child.once("close", (code) => {
        process.removeListener("exit", kill);
        if (code === 0) resolve(output.trimEnd());
        else reject(new Error(`tracklake ${args[0]} ended with ${code}:\n${complaints}${output}`.trim()));
      });
    });
}
