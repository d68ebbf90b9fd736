// What the compiler says of parameters that stand for values (core/pool/keptProbe): one compile of files that exist only for it.
import type { CompilerMessage } from '#core/compiler/message';
import { createOutputReader, type OutputReader } from '#core/compiler/outputReader';
import type { Compiler, CompileRequest } from './ports';

/** `stays`: with all that it points to; `content`: the memory itself stays. */
export type LeakVerdict = 'stays' | 'content' | 'leaves';

/** By the number of the parameter; what did not compile has none. Rejects only with the signal's AbortError. */
export async function leakVerdicts(
  compiler: Compiler,
  request: Omit<CompileRequest, 'ask'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, LeakVerdict>> {
  const verdicts = new Map<number, LeakVerdict>();
  const hear = ({ body }: CompilerMessage): void => {
    if (body.kind !== 'does-not-escape' && body.kind !== 'leaking-param') return;
    const digits = /^escapementProbe(\d+)$/.exec(body.subject)?.[1];
    if (digits === undefined) return;
    const number = Number(digits);
    verdicts.set(number, worse(verdicts.get(number) ?? 'stays', verdictOf(body)));
  };
  const newReader = (): OutputReader =>
    createOutputReader({
      keepParameterExplanations: false,
      onLoose: () => undefined,
      onVariant: ({ messages }) => messages.forEach(hear),
    });
  let reader = newReader();
  await compiler.compile(
    { ...request, ask: { words: 'verdicts', debug: [] }, urgency: 'background' },
    line => reader.line(line),
    signal,
    () => {
      reader = newReader();
      verdicts.clear();
    },
  );
  reader.end();
  return verdicts;
}

type Body = Extract<CompilerMessage['body'], { readonly kind: 'does-not-escape' | 'leaking-param' }>;

function verdictOf(body: Body): LeakVerdict {
  if (body.kind === 'does-not-escape') return 'stays';
  if (body.content) return 'content';
  return body.result !== null && body.level !== 0 ? 'content' : 'leaves';
}

const order: readonly LeakVerdict[] = ['stays', 'content', 'leaves'];

const worse = (a: LeakVerdict, b: LeakVerdict): LeakVerdict => (order.indexOf(a) > order.indexOf(b) ? a : b);
