// Words that are spelt in two ways: British and American English, and the doublings that differ between them.
// Two names that differ in nothing else are one name written twice.

const pairs: readonly (readonly [RegExp, string])[] = [
  [/is(ation|ations|e|ed|er|ers|es|ing)$/, "iz$1"],
  [/ys(e|ed|er|es|ing)$/, "yz$1"],
  [/^(arm|behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|rum|sav|vap)our/, "$1or"],
  [/^(cent|met|lit|fib|theat)re(s?)$/, "$1er$2"],
  [/^(cancel|label|level|model|signal|total|travel|dial|fuel)l(ed|ing|er)$/, "$1$2"],
  [/^(catal|dial|anal)ogue(s?)$/, "$1og$2"],
  [/^(fulfil|enrol|instal)(s|ment|ments)?$/, "$1l$2"],
  [/^(licen|defen|offen|preten)ce(s?)$/, "$1se$2"],
  [/^programme(s?)$/, "program$1"],
  [/^judgement(s?)$/, "judgment$1"],
  [/^acknowledgement(s?)$/, "acknowledgment$1"],
  [/^grey$/, "gray"],
];

/** Words that end like one of the pairs and have one spelling. */
const single = new Set(
  "advertise advise arise comprise compromise disguise enterprise exercise expertise franchise merchandise precise premise promise raise revise rise supervise surprise televise otherwise wise noise praise excise cruise bruise".split(
    " ",
  ),
);

/** The word in one spelling, American where there are two. */
export function oneSpelling(word: string): string {
  if (word.length < 4 || single.has(word) || single.has(word.replace(/(d|r|rs|s)$/, ""))) return word;
  if (single.has(word.replace(/ing$/, "e"))) return word;
  for (const [pattern, replacement] of pairs) if (pattern.test(word)) return word.replace(pattern, replacement);
  return word;
}
