// A repository as a team has it: three events, published, on main; each change is a branch of its own.
// Real git in a temporary folder, with fixed names and dates.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { config, tracklake, write } from "../harness.js";

const files: Readonly<Record<string, string>> = {
  "tracklake.config.ts": config,
  "schemas/contexts/user.ts": `import { defineContext, Type } from "@tracklake/schema";

export const user = defineContext({
  name: "user",
  properties: Type.Object({
    user_id: Type.String({ description: "Who did it." }),
    locale: Type.Optional(Type.String({ maxLength: 20, description: "The language that was shown." })),
  }),
});
`,
  "schemas/contexts/campaign.ts": `import { defineContext, Type } from "@tracklake/schema";

export const campaign = defineContext({
  name: "campaign",
  properties: Type.Object({
    campaign_id: Type.Optional(Type.String({ maxLength: 40, description: "The campaign that led here." })),
  }),
});
`,
  "schemas/order-placed.ts": `// A customer placed an order.
import { column, defineEvent, Type } from "@tracklake/schema";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "order_placed",
  description: "A customer placed an order.",
  answers: ["What was sold, by day and product?"],
  contexts: [user],
  retention: 400,
  properties: Type.Object({
    order_id: column.uuid({ description: "The order." }),
    total: column.decimal(12, 2, { description: "What the customer pays, tax included." }),
    currency: Type.Union([Type.Literal("JPY"), Type.Literal("USD")], { description: "Currency of every amount here." }),
    placed_at: column.timestamp({ description: "When it was placed." }),
    deliver_on: Type.Optional(column.date({ description: "The day that was asked for." })),
    channel: Type.String({ maxLength: 20, description: "Where it was placed." }),
    coupon: Type.Optional(Type.String({ description: "Code of the coupon." })),
    weight: Type.Optional(Type.Integer({ unit: "g", description: "Weight of the parcel." })),
    discount: Type.Optional(Type.Number({ description: "Part of the price that was let off." })),
    email: Type.Optional(Type.String({ pii: "hash", description: "Where the receipt goes." })),
    items: Type.Array(
      Type.Object({
        sku: Type.String({ maxLength: 40, description: "The product." }),
        quantity: Type.Integer({ minimum: 1, description: "How many." }),
        gift: Type.Optional(Type.Boolean({ description: "Whether it is wrapped." })),
      }),
      { minItems: 1, maxItems: 200, description: "What was ordered." },
    ),
    attributes: Type.Optional(column.json({ description: "What the shop notes." })),
  }),
});
`,
  "schemas/plan-changed.ts": `import { defineEvent, Type } from "@tracklake/schema";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "plan_changed",
  description: "An organisation moved to another plan.",
  answers: ["Which organisations upgraded this month?"],
  contexts: [user],
  properties: Type.Object({
    plan: Type.Union([Type.Literal("free"), Type.Literal("pro"), Type.Literal("team")], { description: "The plan from now on." }),
    seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Paid seats." })),
  }),
});
`,
  "schemas/report-exported.ts": `import { defineEvent, Type } from "@tracklake/schema";
import { campaign } from "./contexts/campaign.js";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "report_exported",
  description: "A user exported a report.",
  answers: ["Which reports are used?"],
  contexts: [user, campaign],
  properties: Type.Object({
    report: Type.String({ maxLength: 100, description: "The report's name." }),
    rows: Type.Integer({ minimum: 0, description: "Rows of the file." }),
  }),
});
`,
  "queries/revenue.sql": `-- Revenue by day and currency, without orders that used a coupon.
SELECT dt, currency, sum(total) AS revenue
FROM order_placed
WHERE coupon IS NULL
GROUP BY 1, 2
`,
  "queries/seats.sql": `SELECT u.user_id, max(p.seats) AS seats
FROM plan_changed p
JOIN users u ON u.user_id = p.user_id
GROUP BY 1
`,
};

/** A change of files: each pair is replaced once, and has to be there. null removes the file. */
export type Edit = Readonly<Record<string, readonly (readonly [from: string, to: string])[] | null>>;

/** The repository. */
export interface Repository {
  readonly root: string;
  git(...args: string[]): string;
  /** Starts a branch from main, and changes files there without committing. */
  branch(edit: Edit): void;
  remove(): void;
}

/** Makes the repository, with everything on main. */
export async function repository(more: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const key = JSON.stringify(more);
  const made = templates.get(key) ?? template(more);
  templates.set(key, made);
  const root = folder();
  for (const [path, content] of await made) {
    if (content === undefined) mkdirSync(join(root, path), { recursive: true });
    else writeFileSync(join(root, path), content);
  }
  const git = gitIn(root);
  const branch = (edit: Edit) => {
    git("checkout", "--quiet", "--force", "-B", "change", "main");
    git("clean", "--quiet", "--force", "-d");
    apply(root, git, edit);
  };
  return { root, git, branch, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A repository's folders and files by their paths, parents first: it is published and committed once, then written out. */
type Template = readonly (readonly [path: string, content: Buffer | undefined])[];

const templates = new Map<string, Promise<Template>>();

async function template(more: Readonly<Record<string, string>>): Promise<Template> {
  const root = folder();
  try {
    write(root, { ...files, ...more });
    const git = gitIn(root);
    git("init", "--quiet", "--initial-branch=main");
    const { code, stderr } = await tracklake(root, ["publish", "--message", "First events"]);
    if (code !== 0) throw new Error(stderr);
    git("add", ".");
    git("commit", "--quiet", "--message", "First events");
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .map((entry) => ({ path: join(entry.parentPath, entry.name), folder: entry.isDirectory() }))
      .sort((one, other) => one.path.length - other.path.length)
      .map(({ path, folder }) => [relative(root, path), folder ? undefined : readFileSync(path)] as const);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const folder = () => realpathSync(mkdtempSync(join(tmpdir(), "tracklake-team-")));

function gitIn(root: string): Repository["git"] {
  return (...args) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", env: environment, stdio: ["ignore", "pipe", "pipe"] });
}

function apply(root: string, git: Repository["git"], edit: Edit): void {
  for (const [file, pairs] of Object.entries(edit)) {
    if (pairs === null) {
      git("rm", "--quiet", file);
      continue;
    }
    const before = readFileSync(join(root, file), "utf8");
    const after = pairs.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      return text.replace(from, () => to);
    }, before);
    write(root, { [file]: after });
  }
}

const day = "2026-01-15T09:00:00Z";
const environment = {
  ...process.env,
  GIT_AUTHOR_NAME: "Aki",
  GIT_AUTHOR_EMAIL: "aki@example.com",
  GIT_AUTHOR_DATE: day,
  GIT_COMMITTER_NAME: "Aki",
  GIT_COMMITTER_EMAIL: "aki@example.com",
  GIT_COMMITTER_DATE: day,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};
