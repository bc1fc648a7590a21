// Object, then what happened to it, in the past tense: what most tracking plans do, so that names can be guessed.
// Segment's, mParticle's and Amplitude's guides recommend it. A note, since a noun such as heartbeat may be right.
import type { LintRule } from "./rule.js";
import { singular, wordsOf } from "./words/split.js";

const irregular = new Set(
  (
    "sent paid made sold bought seen read set put left lost won begun began taken given built found held kept met shown spent " +
    "told written chosen broken drawn driven fallen forgotten hidden known risen run spoken stolen thrown come become done " +
    "gone went cut hit hurt let quit shut split spread understood brought caught dealt fed felt fought got gotten grown heard " +
    "laid lent lit meant overridden reset resent rebuilt rewritten undone upset withdrawn woken said sat slept stood stuck " +
    "taught thought torn worn bid cast cost shed slid sought spun sprung sunk swept swum wound bound undergone " +
    "unset sung shot led born frozen unfrozen signup login logout checkout"
  ).split(" "),
);
/** Words that end in -ed and are no past tense. */
const nouns = new Set("feed speed need seed bed red breed weed shed sled hundred embed deed indeed".split(" "));
const verbs = new Set(
  (
    "add accept activate approve archive ask assign book buy call cancel change check click close complete confirm connect " +
    "copy create delete deliver deny disable download edit enable end enter exit expire export fail finish follow get give " +
    "import install invite join leave like load lock log make mark merge move open order pay play post press print publish " +
    "purchase receive refund register reject remove rename request reset restore resume save schedule scroll search see select " +
    "sell send set share ship show sign start stop submit subscribe sync tap track transfer unlock unsubscribe update upgrade " +
    "upload use verify view visit watch write"
  ).split(" "),
);

/** `event-tense` */
export const eventTense: LintRule = {
  id: "event-tense",
  purpose: "An event's name says what happened, in the past tense.",
  severity: () => "note",
  check(model, { published }) {
    if (published.event(model.name)) return [];
    const words = wordsOf(model.name);
    if (words.some((word) => irregular.has(word) || (word.endsWith("ed") && word.length > 3 && !nouns.has(word)))) {
      return [];
    }
    const guess = inPast(words);
    return [
      {
        path: model.name,
        message: "the name does not say what happened.",
        suggestion: guess === undefined ? "Name it like plan_changed." : `Call it "${guess}".`,
      },
    ];
  },
};

/** `create_order` and `order_create` as `order_created`. */
function inPast(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => verbs.has(word));
  if (words.length < 2 || (at !== 0 && at !== words.length - 1)) return undefined;
  const verb = pastOf(words[at] ?? "");
  const object = words.filter((_, index) => index !== at).map(singular);
  return [...object, verb].join("_");
}

const pasts: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "buy:bought get:got give:given leave:left make:made pay:paid see:seen sell:sold send:sent set:set reset:reset show:shown " +
    "write:written cancel:canceled submit:submitted transfer:transferred ship:shipped stop:stopped tap:tapped log:logged " +
    "play:played enter:entered join:joined"
  )
    .split(" ")
    .map((pair) => pair.split(":")),
);

function pastOf(verb: string): string {
  if (pasts[verb] !== undefined) return pasts[verb];
  if (verb.endsWith("e")) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}
