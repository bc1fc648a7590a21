// The files that init writes. Every value is quoted as JSON, so that a name can hold anything.
import type { Answers } from "./answers.js";
import type { ProjectKind } from "./project-kind.js";

/** A file to write, its path relative to the project. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
}

/** Name of the first event. */
export const firstEvent = "user_signed_in";

/** tracklake.config.ts */
export function configFile({ name, bucket, timeZone, owner }: Answers): NewFile {
  return {
    path: "tracklake.config.ts",
    content: `${imported("defineConfig", "tracklake")}

export default defineConfig({
  schemas: "schemas", // *.ts, one event a file
  output: "gen", // git-ignored; npx tracklake generate writes it
  owner: ${quoted(owner)}, // answers for events without an owner of their own
  lake: { name: ${quoted(name)}, bucket: ${quoted(bucket)}, timeZone: ${quoted(timeZone)} },
});
`,
  };
}

/** The first event's definition. */
export function firstEventFile(folder: string): NewFile {
  return {
    path: `${folder}/user-signed-in.ts`,
    content: `${imported("defineEvent, Type", "@tracklake/schema")}

export default defineEvent({
  name: "${firstEvent}",
  description: "A user signed in.",
  answers: ["How many users sign in each day, and how?"],
  properties: Type.Object({
    user_id: Type.String({ description: "The user's id." }),
    method: Type.Union([Type.Literal("password"), Type.Literal("google"), Type.Literal("sso")], {
      description: "How the user proved who they are.",
    }),
  }),
});
`,
  };
}

/**
 * The module that makes the tracker: TypeScript or JavaScript, as an ES module or in CommonJS.
 *
 * @param output - Folder of the generated client, relative to the project.
 */
export function trackerFile({ name, typescript, esm }: ProjectKind, output: string): NewFile {
  const service = quoted(name.replace(/^@[^/]*\//, ""));
  const client = `../${output}/index.js`;
  const closing = `
// Delivers what is queued before the process ends; a third signal ends it at once.
closeOnSignal(tracker, { deadline: 5_000, onClosed: () => process.exit() });
`;
  const head =
    "// The tracker of this service: to Firehose where TRACKLAKE_STREAM is set, else into .tracklake/lake.\n";
  const path = `src/tracker.${typescript ? "ts" : "js"}`;
  if (!esm && !typescript) {
    const content = `${head}const { createTracker } = require(${quoted(client)});
const { closeOnSignal } = require("@tracklake/sdk");
const { fileSink } = require("@tracklake/sdk/file");

const stream = process.env.TRACKLAKE_STREAM;
const sink = stream ? require("@tracklake/sdk/firehose").firehoseSink({ stream }) : fileSink();

const tracker = createTracker({ service: ${service}, sink });
exports.tracker = tracker;
${closing}`;
    return { path, content };
  }
  const load = `${esm ? "import" : "require"}(${quoted("@tracklake/sdk/firehose")})`;
  const firehose = esm ? `(await ${load})` : load;
  const content = `${head}${imported("closeOnSignal", "@tracklake/sdk")}
${imported("fileSink", "@tracklake/sdk/file")}
${imported("createTracker", client)}

const stream = process.env.TRACKLAKE_STREAM;
const sink = stream ? ${firehose}.firehoseSink({ stream }) : fileSink();

export const tracker = createTracker({ service: ${service}, sink });
${closing}`;
  return { path, content };
}

/** What to paste where a user signs in. */
export function callToPaste({ typescript, esm }: ProjectKind): string {
  const from =
    esm || typescript
      ? 'import { tracker } from "./src/tracker.js";'
      : 'const { tracker } = require("./src/tracker.js");';
  return `${from}\n\ntracker.userSignedIn({ user_id: "u_1", method: "password" });`;
}

/** The query to run next. */
export const firstQuery: string = `SELECT dt, method, count(*) AS sign_ins FROM ${firstEvent} GROUP BY dt, method ORDER BY dt, method`;

function imported(names: string, from: string): string {
  return `import { ${names} } from ${quoted(from)};`;
}

function quoted(text: string): string {
  // A line separator is allowed in JSON and was not in JavaScript before 2019.
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}
