import { javascriptLanguage } from '@codemirror/lang-javascript';
import { LanguageSupport } from '@codemirror/language';

/** JavaScript in colors; what completes it would weigh as much again. */
export const javascript = new LanguageSupport(javascriptLanguage);
