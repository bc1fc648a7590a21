// Whether the packages that a tracker needs are there where it runs, and which of them the sources use.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Check } from "./check.js";
import { filesIn } from "./source-texts.js";

/** What the project's sources say. */
export interface Uses {
  readonly firehose: boolean;
  readonly fallback: boolean;
}

/** Which sinks the sources of a project name. */
export async function sinksUsed(root: string): Promise<Uses> {
  const uses = { firehose: false, fallback: false };
  for await (const text of filesIn(root)) {
    uses.firehose ||= text.includes("@tracklake/sdk/firehose");
    uses.fallback ||= text.includes("@tracklake/sdk/s3");
  }
  return uses;
}

/** Checks Node and the packages. */
export async function checkPackages(root: string, uses: Uses, version: string, node: string): Promise<Check[]> {
  const checks: Check[] = [nodeCheck(node)];
  const production = await productionPackages(root);
  const wanted = [
    ["@tracklake/sdk", true],
    ["@aws-sdk/client-firehose", uses.firehose],
    ["@aws-sdk/client-s3", uses.fallback],
  ] as const;
  for (const [name, needed] of wanted) if (needed) checks.push(packageCheck(root, name, production));
  const sdk = await versionOf(root, "@tracklake/sdk");
  if (sdk !== undefined && sdk !== version) {
    const message = `@tracklake/sdk is ${sdk}, the command is ${version}: generated clients may not fit.`;
    checks.push({ id: "sdk-version", level: "warning", message, fix: `npm install @tracklake/sdk@${version}` });
  }
  return checks;
}

function nodeCheck(node: string): Check {
  const [major = 0, minor = 0] = node.replace(/^v/, "").split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { id: "node", level: "ok", message: `Node ${node}.` };
  return { id: "node", level: "error", message: `Node ${node} is older than 20.19.`, fix: "install Node 22 or later" };
}

function packageCheck(root: string, name: string, production: ReadonlySet<string> | undefined): Check {
  const id = `package-${name.replace(/^@[^/]*\//, "")}`;
  const fix = `npm install ${name}`;
  if (!isInstalled(root, name)) {
    return { id, level: "error", message: `${name} is not installed; the tracker needs it.`, fix };
  }
  if (production && !production.has(name)) {
    const message = `${name} is found, but package.json does not have it in dependencies: production may lack it.`;
    return { id, level: "warning", message, fix };
  }
  return { id, level: "ok", message: `${name} is installed.` };
}

function isInstalled(root: string, name: string): boolean {
  const { resolve } = createRequire(join(root, "package.json"));
  try {
    resolve(name);
    return true;
  } catch (error) {
    // A package without an entry for require is there all the same.
    return (error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}

async function productionPackages(root: string): Promise<ReadonlySet<string> | undefined> {
  const manifest = await json(join(root, "package.json"));
  if (!manifest) return undefined;
  const named = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
  return new Set(named.flatMap((names) => (typeof names === "object" && names !== null ? Object.keys(names) : [])));
}

async function versionOf(root: string, name: string): Promise<string | undefined> {
  const manifest = await json(join(root, "node_modules", ...name.split("/"), "package.json"));
  return typeof manifest?.version === "string" ? manifest.version : undefined;
}

async function json(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Readonly<Record<string, unknown>>;
  } catch {
    // No manifest, or none that can be read: npm says so itself, and doctor has nothing to add.
    return undefined;
  }
}
