// Finds and loads the project's configuration: tracklake.config.ts, .mts, .js or .mjs of the folder, or --config.
// Nothing above the folder is searched, so that a command never works on another project by surprise.
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CliError } from "../errors.js";
import type { Io } from "../io.js";
import { createModuleLoader } from "../modules/module-loader.js";
import { type CheckedConfig, checkConfig } from "./check-config.js";

/** A project: where it is and what it decided. */
export interface Project extends CheckedConfig {
  /** Absolute path of the configuration. */
  readonly file: string;
  /** Absolute path of the folder of the configuration. */
  readonly root: string;
  /** Absolute path of the folder of the definitions. */
  readonly schemasFolder: string;
  /** Absolute path of the folder of the published versions. */
  readonly historyFolder: string;
  /** Absolute path of the folder of what is generated. */
  readonly outputFolder: string;
}

/** File names of a configuration, in the order in which they are looked for. */
export const configNames: readonly string[] = ["ts", "mts", "js", "mjs"].map((end) => `tracklake.config.${end}`);

/**
 * Loads and checks the configuration.
 *
 * @throws CliError `config-missing` or `config-invalid`.
 */
export async function loadConfig({
  io,
  config: named,
}: {
  readonly io: Pick<Io, "cwd">;
  readonly config?: string | undefined;
}): Promise<Project> {
  const path = named === undefined ? findConfig(io.cwd) : resolve(io.cwd, named);
  if (path === undefined || !existsSync(path)) {
    throw new CliError(
      "config-missing",
      named === undefined
        ? `There is no tracklake.config.ts in ${io.cwd}.\nRun npx tracklake init to make one, or name one with --config.`
        : `There is no ${named}. Name the configuration file with --config, or run npx tracklake init to make one.`,
    );
  }
  const loaded = await createModuleLoader(path).load(path);
  if ("problem" in loaded) {
    const { line, column, message } = loaded.problem;
    const at = line === undefined ? "" : `:${line}${column === undefined ? "" : `:${column}`}`;
    const text = `${loaded.problem.file}${at} cannot be loaded: ${message}\nCorrect it and run the command again.`;
    throw new CliError("config-invalid", text, { details: { problem: loaded.problem } });
  }
  const checked = checkConfig(loaded.exports.default);
  if ("problems" in checked) {
    const lines = checked.problems.map((problem) => `  ${problem}`).join("\n");
    throw new CliError("config-invalid", `${basename(path)} does not fit:\n${lines}`, {
      details: { file: path, problems: checked.problems },
    });
  }
  const root = dirname(path);
  const schemasFolder = join(root, checked.config.schemas);
  return {
    ...checked.config,
    file: path,
    root,
    schemasFolder,
    historyFolder: join(schemasFolder, "history"),
    outputFolder: join(root, checked.config.output),
  };
}

/** The configuration file of a folder, if it has one. */
export function findConfig(folder: string): string | undefined {
  return configNames.map((name) => join(folder, name)).find((path) => existsSync(path));
}
