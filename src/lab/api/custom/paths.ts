import { asRecord } from '../../../kubernetes/data.ts';

/** The values at a simple path of JSONPath: names, `[0]`, `[*]`, `[?(@.type=="Ready")]`. @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns */
export function valuesAt(value: unknown, path: string): unknown[] {
  const steps = path.match(/\.[A-Za-z_][\w-]*|\['[^']+'\]|\.?\[[^\]]*\](?:\))?|\[\?\([^)]*\)\]/g) ?? [];
  return steps.reduce<unknown[]>(
    (values, step) =>
      values.flatMap((inner): unknown[] => {
        const filter = /^\[\?\(@\.([\w.]+)\s*==\s*(?:"([^"]*)"|'([^']*)'|([^)]*))\)\]$/.exec(step);
        if (filter) {
          const [, names = '', double, single, bare] = filter;
          return (Array.isArray(inner) ? inner : []).filter(
            (item) =>
              String(names.split('.').reduce<unknown>((one, name) => asRecord(one)[name], item)) ===
              (double ?? single ?? bare),
          );
        }
        const index = /^\.?\[(-?\d+|\*)\]$/.exec(step);
        if (index) {
          if (!Array.isArray(inner)) return index[1] === '*' ? Object.values(asRecord(inner)) : [];
          return index[1] === '*' ? inner : inner.slice(Number(index[1])).slice(0, 1);
        }
        const found = asRecord(inner)[step.replace(/^\.|^\['|'\]$/g, '')];
        return found === undefined ? [] : [found];
      }),
    [value],
  );
}
