// Completes package-lock.json with the optional packages of other platforms, which npm leaves out where a registry
// does not offer them: with them, `npm ci` works on every platform. Run after `npm install` has changed the lock.
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const { packages } = lock;

const systems = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = {
  arm64: "arm64",
  aarch64: "arm64",
  x64: "x64",
  x86_64: "x64",
  ia32: "ia32",
  arm: "arm",
  "arm-gnueabihf": "arm",
  "arm-eabi": "arm",
  gnueabihf: "arm",
  loong64: "loong64",
  mips64el: "mips64el",
  ppc64: "ppc64",
  ppc64le: "ppc64",
  powerpc64le: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  wasm32: "wasm32",
  64: "x64",
  musleabihf: "arm",
};

/** The platform that a package's name tells, such as `linux` and `arm64` for `@esbuild/linux-arm64`. */
function platformOf(name) {
  const parts = name.replace("windows", "win32").split(/[/-]/);
  const os = systems.filter((system) => parts.includes(system));
  const cpu = [...new Set(parts.flatMap((part) => processors[part] ?? []))];
  const libc = parts.includes("musl") ? ["musl"] : parts.includes("gnu") ? ["glibc"] : undefined;
  if (os.length === 0 && cpu.length === 0) return undefined;
  return { ...(cpu.length > 0 ? { cpu } : {}), ...(libc ? { libc } : {}), ...(os.length > 0 ? { os } : {}) };
}

let added = 0;
for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const version = range.replace(/^npm:.*@/, "");
    const folder = parent.slice(0, parent.lastIndexOf("node_modules/"));
    const [beside, within] = [`${folder}node_modules/${name}`, `${parent}/node_modules/${name}`];
    if (packages[within] || packages[beside]?.version === version || !/^\d+\.\d+\.\d+/.test(version)) continue;
    const platform = platformOf(name);
    if (!platform) continue;
    packages[packages[beside] ? within : beside] = { version, ...platform, ...(dev ? { dev } : {}), optional: true };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
