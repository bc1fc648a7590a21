// `tracklake package`: writes the client as a folder that npm can publish.
import { join, relative, resolve } from "node:path";
import { packageFiles, writeGenerated } from "@tracklake/codegen";
import { CliError, type ExitCode } from "../errors.js";
import type { PackageOptions } from "../options.js";
import { readState, stopAtErrors } from "../schemas/state.js";
import type { Session } from "../session.js";

// What npm takes for a new package: https://docs.npmjs.com/cli/configuring-npm/package-json#name
const namePattern = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const versionPattern = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** Carries out the command. */
export async function packageCommand(session: Session, options: PackageOptions): Promise<ExitCode> {
  const { name, version, from } = options;
  if (!namePattern.test(name) || name.length > 214) {
    throw new CliError("wrong-use", `--name is "${name}"; it is an npm name in lower case, such as @acme/events.`);
  }
  if (!versionPattern.test(version)) {
    throw new CliError("wrong-use", `--version is "${version}"; it is a semantic version, such as 1.2.0.`);
  }
  const state = await readState(session, { from });
  stopAtErrors(session, state);
  const { root, lake } = state.project;
  const folder = options.out === undefined ? join(root, ".tracklake/package") : resolve(session.io.cwd, options.out);
  const files = packageFiles(state.events, { name, version, timeZone: lake.timeZone });
  await writeGenerated(folder, files);
  const out = relative(session.io.cwd, folder) || ".";
  session.result({ name, version, folder, files: files.map(({ path }) => path) }, () =>
    [`${name} ${version}: ${files.length} files in ${out}.`, `Publish it with (cd ${out} && npm publish).`].join("\n"),
  );
  return 0;
}
