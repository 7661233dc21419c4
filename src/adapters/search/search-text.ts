/*
 * How text becomes tokens, the same for documents and for queries.
 *
 * SQLite's tokenizer takes a run of letters for one word, which leaves a Chinese or Japanese sentence one token that nobody would type.
 * So letters of scripts that do not put spaces between words stand apart, each a token, and a word of them is searched as a phrase.
 * Marks that no mail can contain carry what is not text: they begin with a character of the private use area, which the tokenizer
 * takes for a letter, and which is removed from all text.
 */

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
/** Cheap test that most mail fails: no character of those scripts, and no private mark. */
const special = /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\uffff]/;

const mark = '\ue000';

export function tokenisable(text: string): string {
  return special.test(text) ? text.replaceAll(mark, ' ').replace(unspaced, ' $& ') : text;
}

/** Whether the last letter is a token of its own. */
export function endsUnspaced(text: string): boolean {
  return / $/.test(tokenisable(text.trimEnd()));
}

/** The token that every document has: what a query of nothing but negations starts from. */
export const everyDocument = mark;

/** The token of all documents of one inbox. */
export function inboxToken(inbox: string): string {
  return mark + inbox.replace(/[^\p{L}\p{N}]/gu, '');
}
