// What a project imports from `tracklake`: the type of its configuration. The command itself is main.ts.
export { type Config, defineConfig, type PostgresDimension } from "./config/config.js";
export { CliError, type CliErrorCode, cliErrorCodes, type ExitCode, isCliError } from "./errors.js";
