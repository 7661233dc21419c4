/** A reply as RFC 5321 4.2 and RFC 2034 have it, without line ends: `550 5.1.1 No such user`. */
export interface SmtpReply {
  readonly code: number;
  /** Enhanced status code of RFC 3463, for example `5.1.1`. */
  readonly enhanced: string;
  readonly text: string;
}
