import { invalid, type Refusal } from './decision.ts';

const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Undefined when the text is fit to keep; lines and tabs are, other control characters are not. */
export function refuseText(field: string, text: string, maxLength: number, minLength = 0): Refusal | undefined {
  if (text.trim().length < minLength) return invalid(field, `The ${field} must not be empty.`);
  if (text.length > maxLength) return invalid(field, `The ${field} may have at most ${maxLength} characters.`);
  return controls.test(text.replaceAll('\r\n', '\n'))
    ? invalid(field, `The ${field} may not contain control characters.`)
    : undefined;
}
