import { REASON_PHRASES } from '../../api/protocol-reasons.ts';

/** Words of the statuses of HTTP as Node has them, where those of Go are others or none. @see https://nodejs.org/api/http.html#httpstatus_codes */
export const STATUS_CODES: Readonly<Record<number, string>> = {
  ...REASON_PHRASES,
  411: 'Length Required',
  413: 'Payload Too Large',
  418: "I'm a Teapot",
};
