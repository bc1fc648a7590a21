// Installs the Python tools of the tests (moto, cfn-lint, an HCL parser) into .cache/python, which git ignores.
// Tests that need them are skipped, and say so, where this has not run; nothing of the product needs Python.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const wanted = fileURLToPath(new URL("python-tools.txt", import.meta.url));
const folder = fileURLToPath(new URL("../.cache/python", import.meta.url));
const bin = `${folder}/${process.platform === "win32" ? "Scripts" : "bin"}`;
const done = `${folder}/installed.txt`;

function run(command, args) {
  const { error, status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (error === undefined && status === 0) return;
  console.error(`${command} ${args.join(" ")} failed: ${error?.message ?? `exit ${status}`}`);
  console.error("The tests against moto, cfn-lint and the HCL parser need Python 3.10 or newer with venv and pip.");
  process.exit(1);
}

const texts = readFileSync(wanted, "utf8");
if (existsSync(done) && readFileSync(done, "utf8") === texts) {
  console.log(`The Python tools are in ${folder}.`);
} else {
  mkdirSync(folder, { recursive: true });
  run(process.platform === "win32" ? "python" : "python3", ["-m", "venv", "--clear", folder]);
  run(`${bin}/python`, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted]);
  writeFileSync(done, texts);
  console.log(`The Python tools were installed into ${folder}.`);
}
