import type { MailParameters } from '../domain/ingestion-job.ts';
import { replies } from './reply.ts';

/** Parameters of RCPT TO (RFC 3461), as given. */
export interface RecipientParameters {
  readonly notify?: string;
  readonly orcpt?: string;
}

/** Text of xtext (RFC 3461 4), which we keep as given. */
const xtext = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})+$/;

/** What stands behind the path of MAIL FROM. A string is the reply that refuses it. */
export function readMailParameters(text: string, maxMessageBytes: number): MailParameters | string {
  const found: { -readonly [K in keyof MailParameters]: MailParameters[K] } = {};
  for (const parameter of split(text)) {
    const [name, value] = parameter;
    switch (name) {
      case 'SIZE': {
        if (found.size !== undefined || !/^\d{1,20}$/.test(value)) return replies.syntax;
        const size = Number(value);
        if (size > maxMessageBytes) return replies.tooBig;
        found.size = size;
        break;
      }
      case 'BODY': {
        const body = value.toUpperCase();
        if (found.body !== undefined) return replies.syntax;
        if (body !== '7BIT' && body !== '8BITMIME' && body !== 'BINARYMIME') return replies.syntax;
        found.body = body;
        break;
      }
      case 'SMTPUTF8':
        if (found.smtputf8 || value !== '') return replies.syntax;
        found.smtputf8 = true;
        break;
      case 'RET': {
        const ret = value.toUpperCase();
        if (found.ret !== undefined || (ret !== 'FULL' && ret !== 'HDRS')) return replies.syntax;
        found.ret = ret;
        break;
      }
      case 'ENVID':
        if (found.envid !== undefined || value.length > 100 || !xtext.test(value)) return replies.syntax;
        found.envid = value;
        break;
      case 'AUTH':
        if (found.auth !== undefined || (value !== '<>' && !xtext.test(value))) return replies.syntax;
        found.auth = value;
        break;
      default:
        return replies.unknownParameter;
    }
  }
  return found;
}

/** What stands behind the path of RCPT TO. A string is the reply that refuses it. */
export function readRecipientParameters(text: string): RecipientParameters | string {
  const found: { -readonly [K in keyof RecipientParameters]: RecipientParameters[K] } = {};
  for (const [name, value] of split(text)) {
    if (name === 'NOTIFY') {
      if (found.notify !== undefined || !/^(NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY))*)$/i.test(value))
        return replies.syntax;
      found.notify = value;
    } else if (name === 'ORCPT') {
      if (found.orcpt !== undefined || value.length > 500 || !/^[A-Za-z0-9-]+;[^\s=]+$/.test(value))
        return replies.syntax;
      found.orcpt = value;
    } else return replies.unknownParameter;
  }
  return found;
}

function split(text: string): [name: string, value: string][] {
  return text
    .split(' ')
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const equals = parameter.indexOf('=');
      return equals < 0
        ? [parameter.toUpperCase(), '']
        : [parameter.slice(0, equals).toUpperCase(), parameter.slice(equals + 1)];
    });
}
