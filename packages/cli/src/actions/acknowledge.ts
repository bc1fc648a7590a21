// `tracklake acknowledge`: writes down that a break is intended, why, by whom and until when.
// The change is looked up in the review, so that nothing is acknowledged that is not there.
import { relative } from "node:path";
import { type Acknowledgement, acknowledgeCommand, type Judgement, latestExpiry, rules } from "@tracklake/compat";
import { contextChangeKey, type Review, type ReviewedChange } from "@tracklake/review";
import { addAcknowledgements } from "../acknowledgements/add-acknowledgement.js";
import { CliError, type ExitCode } from "../errors.js";
import { gitLine } from "../git/git.js";
import type { AcknowledgeOptions } from "../options.js";
import { readReview } from "../review/read-review.js";
import { today } from "../review/today.js";
import type { Session } from "../session.js";

const DAYS = 90;

/** Carries out the command. @param names - An event and a rule or fingerprint, or fingerprints alone. */
export async function acknowledge(
  session: Session,
  options: AcknowledgeOptions,
  names: readonly string[],
): Promise<ExitCode> {
  const reason = options.reason.trim();
  if (reason === "") throw new CliError("wrong-use", "--reason is empty: say why the break is intended.");
  const expires = checkedDay(options.expires ?? today(DAYS));
  const { project, review } = await readReview(session, { base: options.base ?? true, today: today(), whole: false });
  const changes = sought(names).flatMap((some) => chosen(review, some, options.path));
  const author = options.author?.trim() || (await gitAuthor(project.root));
  const entries = [...new Set(changes)].map(
    ({ judgement: { fingerprint, rule, event, path } }): Acknowledgement => ({
      fingerprint,
      rule,
      event,
      path,
      reason,
      author,
      expires,
    }),
  );
  const { path: file, replaced } = await addAcknowledgements(project, entries);
  const shown = relative(session.io.cwd, file);
  session.result({ file: shown, acknowledgements: entries, replaced }, () =>
    [
      ...entries.map((entry) => `Acknowledged until ${expires}: ${placeOf(entry)}, ${entry.rule}, by ${author}.`),
      ...replaced.map(
        (old) => `Replaced: ${placeOf(old)}, ${old.rule}, was "${old.reason}", by ${old.author} until ${old.expires}.`,
      ),
      `Written to ${shown}. Commit it with the change.`,
    ].join("\n"),
  );
  return 0;
}

/** Several fingerprints name a change each; everything else names one together. */
function sought(names: readonly string[]): (readonly string[])[] {
  if (names.every((name) => isFingerprint(name))) return names.map((name) => [name]);
  if (names.length <= 2) return [names];
  const other = names.find((name) => !isFingerprint(name));
  throw new CliError(
    "wrong-use",
    `Of several names each is a fingerprint, and "${other}" is none. An event takes one rule: acknowledge them one by one.`,
  );
}

function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{8,64}$/.test(text);
}

function placeOf({ event, path }: Pick<Judgement, "event" | "path">): string {
  return path === event || path.startsWith(`${event}.`) ? path : `${event}: ${path}`;
}

function checkedDay(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  if (!isDay) throw new CliError("wrong-use", `--expires is "${text}"; it is a day, such as ${today(DAYS)}.`);
  if (text < today()) throw new CliError("wrong-use", `--expires is ${text}, which is over. Name a day to come.`);
  const latest = latestExpiry(today());
  if (text > latest) {
    const why = `--expires is ${text}; an acknowledgement holds for a year at most, so name a day up to ${latest}.`;
    throw new CliError("wrong-use", why);
  }
  return text;
}

/** The one change that is named; one of a context in every event that lists it. */
function chosen(review: Review, names: readonly string[], path: string | undefined): ReviewedChange[] {
  const [event, what = event] = names;
  const all = [
    ...review.events.flatMap(({ changes, existing }) => [...changes, ...existing]),
    ...review.retired.flatMap(({ changes }) => changes),
    ...review.standing.flatMap(({ breaks }) => breaks),
    ...review.lake,
  ].filter(({ level, acknowledged, command }) => level === "error" || acknowledged || command);
  const found = all.filter(
    ({ judgement }) =>
      (names.length < 2 || judgement.event === event) &&
      isNamed(judgement, what ?? "") &&
      (path === undefined || judgement.path === path),
  );
  const [only] = found;
  const isOne =
    new Set(found.map((change) => contextChangeKey(change.judgement) ?? change.judgement.fingerprint)).size === 1;
  if (only && isOne) {
    if (found.every((change) => change.level !== "error" || change.command !== undefined)) return found;
    throw new CliError(
      "nothing-to-acknowledge",
      `${only.judgement.path} (${only.judgement.rule}) is refused by the policy; no acknowledgement lets it through.\n${only.judgement.wayOut}`,
    );
  }
  const offered = found.length > 1 ? found : all;
  const list = offered.flatMap(({ command, judgement }) =>
    command ? [`  ${acknowledgeCommand(judgement)}  # ${judgement.rule} ${placeOf(judgement)}`] : [],
  );
  const text =
    found.length > 1
      ? "Several changes are named so. Name one:"
      : list.length > 0
        ? "No change is named so. These can be acknowledged:"
        : `No change is named so, and none has to be acknowledged. A rule is an id such as ${Object.keys(rules)[8]}.`;
  throw new CliError("nothing-to-acknowledge", [text, ...list].join("\n"));
}

/** By its rule, or by eight or more digits of its fingerprint. */
function isNamed({ rule, fingerprint }: Judgement, what: string): boolean {
  return rule === what.toUpperCase() || (isFingerprint(what) && fingerprint.startsWith(what));
}

async function gitAuthor(root: string): Promise<string> {
  const [name, email] = [await gitLine(root, "config", "user.name"), await gitLine(root, "config", "user.email")];
  if (name === undefined && email === undefined) {
    throw new CliError("wrong-use", "git knows no user.name here: say who acknowledges with --author.");
  }
  return name !== undefined && email !== undefined ? `${name} <${email}>` : (name ?? email ?? "");
}
