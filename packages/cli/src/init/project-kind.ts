// What kind of project init meets: its name, TypeScript or JavaScript, ES modules or CommonJS, what is installed.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { CliError } from "../errors.js";

/** A project as its package.json and folder show it. */
export interface ProjectKind {
  readonly name: string;
  readonly typescript: boolean;
  /** Whether `.js` files are ES modules. */
  readonly esm: boolean;
  /** Packages that the tracker needs and that cannot be found from the project. */
  readonly missing: readonly string[];
}

/**
 * Reads the project of a folder.
 *
 * @throws CliError `wrong-use` when package.json is no JSON object.
 */
export function projectKind(root: string): ProjectKind {
  const path = join(root, "package.json");
  const manifest = existsSync(path) ? readManifest(path) : {};
  const installed = { ...asRecord(manifest.dependencies), ...asRecord(manifest.devDependencies) };
  const require = createRequire(path);
  const typescript = existsSync(join(root, "tsconfig.json")) || "typescript" in installed;
  // The declarations of the SDK speak of Node's types; without them a strict project does not compile.
  const wanted = {
    "@tracklake/sdk": "",
    "@tracklake/schema": "",
    ...(typescript ? { "@types/node": "/package.json" } : {}),
  };
  const missing = Object.entries(wanted).flatMap(([name, file]) => {
    try {
      require.resolve(name + file);
      return [];
    } catch {
      return [name];
    }
  });
  return {
    name: typeof manifest.name === "string" && manifest.name !== "" ? manifest.name : basename(root),
    typescript,
    esm: manifest.type === "module",
    missing,
  };
}

function readManifest(path: string): Record<string, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, "utf8").replace(/^\ufeff/, ""));
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return asRecord(manifest);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new CliError("wrong-use", `${path} is not JSON: ${cause.message}. Correct it, then run init again.`, {
      cause,
    });
  }
  throw new CliError("wrong-use", `${path} is not a JSON object. Correct it, then run init again.`);
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
