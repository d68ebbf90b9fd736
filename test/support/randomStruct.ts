// Structs as nobody writes them: every position of a comment, tag and blank line, by chance.
import fc from 'fast-check';

export interface RandomStruct {
  /** A file with the struct T. */
  readonly text: string;
  /** Of declarations. */
  readonly count: number;
  /** Numbers to sort by: at least as many. */
  readonly keys: readonly number[];
}

const most = 8;

/** Comments of a field have its number: `#3`. Those of no field have none. */
const field = fc.record({
  blankBefore: fc.boolean(),
  floating: fc.option(fc.constantFrom('// remark', '/* remark */', '// -------- section', '/* two\n\t   lines */')),
  doc: fc.array(fc.constantFrom('// doc', '/* doc */', '//go:doc', '// }'), { maxLength: 2 }),
  lead: fc.option(fc.constant('/* lead */'), { freq: 2 }),
  names: fc.constantFrom(1, 1, 1, 2, 0),
  type: fc.constantFrom(
    'bool',
    'map[string]int',
    '*int',
    'func(a, b int) error',
    'struct { // opens\n\t\tx int // inside\n\t\t// more\n\t\tyy bool\n\t}',
    'interface {\n\t\tM()\n\t}',
  ),
  tag: fc.option(fc.constantFrom('`k:"v"`', '`re:"^[{}]//$"`', '"k"')),
  trailing: fc.option(fc.constantFrom('// behind', '/* behind */', '// { /*', '/* over\n\t   lines */')),
});

export const randomStruct: fc.Arbitrary<RandomStruct> = fc
  .record({
    fields: fc.array(field, { minLength: 1, maxLength: most }),
    opening: fc.option(fc.constant('// opening')),
    closing: fc.option(fc.constantFrom('\t// closing', '\n\t// closing')),
    keys: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: most, maxLength: most }),
  })
  .map(({ fields, opening, closing, keys }) => {
    const lines = fields.flatMap(({ blankBefore, floating, doc, lead, names, type, tag, trailing }, at) => {
      const numbered = (comment: string): string => comment.replace(/^(\/[/*]\S*)/, `$1 #${at}`);
      const own =
        names === 0 ? `E${at}` : `${names === 2 ? `f${at}, g${at}` : `longer${at}`.slice(0, 3 + at) + at} ${type}`;
      const parts = [lead && numbered(lead), own, tag, trailing && numbered(trailing)].filter(part => part !== null);
      return [
        ...(blankBefore && at > 0 ? [''] : []),
        ...(floating === null ? [] : [`\t${floating}`, '']),
        ...doc.map(one => `\t${numbered(one)}`),
        `\t${parts.join(' ')}`,
      ];
    });
    const text = `package p\n\ntype T struct {${opening === null ? '' : ` ${opening}`}\n${lines.join('\n')}\n${closing === null ? '' : `${closing}\n`}}\n`;
    return { text, count: fields.length, keys };
  });
