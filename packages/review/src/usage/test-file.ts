// Which files are tests, by the names that test runners look for.

const folders = /(^|\/)(tests?|__tests__|spec|e2e|__mocks__)\//;
const names = /[._-](test|spec|e2e|cy)\.[cm]?[jt]sx?$/;

/**
 * Whether a path, relative to the project, is that of a test.
 *
 * @example
 * isTestFile("src/billing.test.ts"); // true
 */
export function isTestFile(path: string): boolean {
  return folders.test(path) || names.test(path);
}
