// The project's code as the TypeScript compiler sees it: one program for each tsconfig.json, plain JavaScript with them.
// The compiler is handed in, so that it is the project's own.
import { dirname, join } from "node:path";
import type ts from "typescript";

/** The TypeScript compiler, as `import ts from "typescript"` gives it. */
export type Compiler = typeof ts;

/** A program and those of its files that are looked at. */
export interface CodeProgram {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly files: readonly ts.SourceFile[];
}

/** The endings of files that may hold calls. */
export const codeFile: RegExp = /(?<!\.d)\.[cm]?[jt]sx?$/;

/**
 * Programs over the files, grouped by the tsconfig.json that is nearest above each.
 *
 * @param files - Absolute paths.
 * @param root - The folder above which no tsconfig.json is looked for.
 * @param mentions - Whether a file's text may hold what is looked for. The others are only read where one of these
 * imports them, which spares most of a large repository. @default every file
 */
export function codePrograms(
  compiler: Compiler,
  files: readonly string[],
  root: string,
  mentions: (text: string) => boolean = () => true,
): CodeProgram[] {
  const groups = new Map<string, string[]>();
  const wanted = new Set(files.map((name) => name.replaceAll("\\", "/")));
  for (const file of files) {
    if (!mentions(compiler.sys.readFile(file) ?? "")) continue;
    const config = nearestConfig(compiler, dirname(file), root) ?? "";
    groups.set(config, [...(groups.get(config) ?? []), file]);
  }
  const declarations = new Map<string, ts.SourceFile | undefined>();
  return [...groups].map(([config, names]) => {
    const settings = options(compiler, config);
    const host = sharingHost(compiler, settings, declarations);
    const program = compiler.createProgram({ rootNames: names, options: settings, host });
    return {
      program,
      checker: program.getTypeChecker(),
      files: program.getSourceFiles().filter(({ fileName }) => wanted.has(fileName)),
    };
  });
}

/** A host whose programs share the declarations of libraries, which are most of what each of them reads. */
function sharingHost(
  compiler: Compiler,
  settings: ts.CompilerOptions,
  declarations: Map<string, ts.SourceFile | undefined>,
): ts.CompilerHost {
  const host = compiler.createCompilerHost(settings);
  const read = host.getSourceFile.bind(host);
  return {
    ...host,
    getSourceFile(name, how, ...more) {
      if (!name.includes("/node_modules/") || !/\.d\.[cm]?ts$/.test(name)) return read(name, how, ...more);
      // The host answers by these two alone; the rest of the settings does not change how a declaration is bound.
      const format = typeof how === "object" ? [how.languageVersion, how.impliedNodeFormat] : [how];
      const key = [name, ...format].join(" ");
      if (!declarations.has(key)) declarations.set(key, read(name, how, ...more));
      return declarations.get(key);
    },
  };
}

function nearestConfig(compiler: Compiler, folder: string, root: string): string | undefined {
  const config = join(folder, "tsconfig.json");
  if (compiler.sys.fileExists(config)) return config;
  const above = dirname(folder);
  return folder === root || above === folder ? undefined : nearestConfig(compiler, above, root);
}

/** The project's options, with what is needed to read JavaScript too and to write nothing. */
function options(compiler: Compiler, config: string): ts.CompilerOptions {
  const own = config === "" ? {} : parsed(compiler, config);
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = compiler;
  return {
    target: ScriptTarget.ES2022,
    module: ModuleKind.NodeNext,
    ...(own.module === undefined ? { moduleResolution: ModuleResolutionKind.NodeNext } : {}),
    ...own,
    allowJs: true,
    checkJs: false,
    noEmit: true,
    skipLibCheck: true,
    composite: false,
    incremental: false,
  };
}

function parsed(compiler: Compiler, config: string): ts.CompilerOptions {
  const { config: value } = compiler.readConfigFile(config, compiler.sys.readFile);
  return compiler.parseJsonConfigFileContent(value ?? {}, compiler.sys, dirname(config), undefined, config).options;
}
