import type { Call } from '../call.ts';
import { goText } from './go-text.ts';
import { compactJson } from './json.ts';
import { JsonPath, printResults } from './jsonpath.ts';
import { goSyntax } from './sprintf.ts';
import { GoTemplate } from './template.ts';

export { CustomColumns } from './custom-columns.ts';
export { kyaml } from './kyaml.ts';
export { sortBy } from './sort.ts';

/** Writes an object to the output. */
export type Printer = (object: unknown) => void;

/** A printer that runs a template. @throws Error in kubectl's words */
export function goTemplate(call: Call, source: string, allowsMissing: boolean): Printer {
  let template: GoTemplate;
  try {
    template = new GoTemplate(source, allowsMissing);
  } catch (error) {
    throw new Error(`error parsing template ${source}, ${(error as Error).message}`);
  }
  return (object) => {
    try {
      call.out(template.run(object));
    } catch (error) {
      const { message } = error as Error;
      call.out(template.written);
      call.out(`Error executing template: ${message}. Printing more information for debugging the template:\n`);
      call.out(`\ttemplate was:\n\t\t${source}\n\traw data was:\n\t\t${compactJson(object)}\n`);
      call.out(`\tobject given to template engine was:\n\t\t${goText(object)}\n\n`);
      throw new Error(`error executing template ${JSON.stringify(source)}: ${message}`);
    }
  };
}

/** A printer of what a path finds. @throws Error in kubectl's words */
export function jsonPath(call: Call, source: string, allowsMissing: boolean, asJson: boolean): Printer {
  const parse = (): JsonPath => {
    try {
      return new JsonPath(source, allowsMissing);
    } catch (error) {
      throw new Error(`error parsing jsonpath ${source}, ${(error as Error).message}`);
    }
  };
  parse();
  return (object) => {
    try {
      call.out(printResults(parse().find(object), asJson));
    } catch (error) {
      throw new Error(
        `error executing jsonpath ${JSON.stringify(source)}: Error executing template: ${(error as Error).message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${source}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`,
      );
    }
  };
}
