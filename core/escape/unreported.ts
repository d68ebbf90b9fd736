// Allocations that the compiler does not report as escapes, proven by the machine code: channels, maps, `append` and `make` of a size that only
// the running program knows, what `go` and `defer` make to hold their arguments. Each is a finding of code `allocates`, at the expression that
// the line has for it; where the line has several, or none, at the whole line.
import type { Allocator } from '#core/compiler/allocators';
import type { AllocationCall } from '#core/compiler/machineCode';
import type { CompilerMessage } from '#core/compiler/message';
import type { Translate } from '#core/messages/translate';
import type { AllocationQuery, AllocationSite, AllocationSites } from '#core/syntax/allocationSites';
import type { Site, SiteQuery } from '#core/syntax/site';
import { allocatesSentence, type Unreported } from './allocationSentences';
import { demandOf } from './demand';
import type { Finding } from './finding';
import { declaredIn, instanceOf, withoutShapes } from './names';
import { tidy } from './sentences';

export interface UnreportedContext {
  /** Import path of the package, and the compilation's whole name. */
  readonly package: string;
  readonly variant: string;
  readonly resolveFile: (printed: string) => string;
  /** From the syntax tree; null where the file cannot be read: then nothing is said of its unreported allocations. */
  readonly site: (file: string, query: SiteQuery) => Site | null;
  readonly allocationSites: (file: string, query: AllocationQuery) => AllocationSites | null;
  readonly t: Translate;
}

/** One finding for each place; calls of `goroutine` and `defer` only tell what an object on their line is for. */
export function unreported(
  calls: readonly AllocationCall[],
  messages: readonly CompilerMessage[],
  context: UnreportedContext,
): Finding[] {
  const groups = new Map<string, [AllocationCall, ...AllocationCall[]]>();
  const started = new Map<string, Allocator>();
  for (const call of calls) {
    const { file, line, column, allocator } = call;
    if (allocator === 'goroutine' || allocator === 'defer') {
      started.set(`${file}\n${line} ${call.function}`, allocator);
      continue;
    }
    const key = `${file}\n${line}:${column} ${allocator}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [call]);
    else group.push(call);
  }
  const kept = keptOnStack(messages, context.resolveFile);
  return [...groups.values()].flatMap(group => {
    const [{ file, line, allocator, function: symbol }] = group;
    const start = allocator === 'object' ? started.get(`${file}\n${line} ${symbol}`) : undefined;
    return findingsOf(group, start ?? allocator, kept.get(`${file}\n${line}`) ?? [], context);
  });
}

/** `E does not escape`, line by line: a conversion or a `make` among them may allocate all the same. */
function keptOnStack(
  messages: readonly CompilerMessage[],
  resolveFile: (printed: string) => string,
): ReadonlyMap<string, readonly CompilerMessage[]> {
  const lines = new Map<string, CompilerMessage[]>();
  for (const message of messages) {
    if (message.body.kind !== 'does-not-escape') continue;
    const key = `${resolveFile(message.place.file)}\n${message.place.line}`;
    const there = lines.get(key);
    if (there === undefined) lines.set(key, [message]);
    else there.push(message);
  }
  return lines;
}

type Calls = readonly [AllocationCall, ...AllocationCall[]];

function findingsOf(
  calls: Calls,
  allocator: Allocator,
  kept: readonly CompilerMessage[],
  context: UnreportedContext,
): Finding[] {
  const [call] = calls;
  const { file, line } = call;
  if (call.inlined !== null) {
    const site = context.site(file, { line, column: call.column, subject: call.inlined, kind: 'call' });
    if (site === null) return [];
    const subject = call.inlined.slice(call.inlined.lastIndexOf('/') + 1);
    return [finding(calls, allocator, { ...site, subject, column: call.column }, call.inlined, context)];
  }
  const found = context.allocationSites(file, { line, allocator });
  if (found === null) return [];
  // The compiler's own word for it has a column.
  const meant = kept.filter(({ body, place }) => place.column > 0 && demandOf(body.subject).includes(allocator));
  const sites =
    isKeptKind(allocator) && meant.length > 0 ? meant.flatMap(message => siteOf(message, context)) : found.sites;
  if (sites.length > 0 && sites.length <= calls.length) {
    return sites.map(site => finding(calls, allocator, site, null, context));
  }
  // Entries of a map literal have room from the beginning.
  if (allocator === 'map-entry' && sites.length === 0) return [];
  const [only] = sites;
  if (only !== undefined && sites.length === 1) return [finding(calls, allocator, only, null, context)];
  return [finding(calls, allocator, { ...found.line, subject: null, column: 0 }, null, context)];
}

/** Kinds that the compiler has a verdict for, `does not escape`. */
const isKeptKind = (allocator: Allocator): boolean =>
  allocator === 'append' || allocator === 'slice' || allocator === 'map' || allocator === 'string';

function siteOf({ body, place }: CompilerMessage, { site, resolveFile }: UnreportedContext): AllocationSite[] {
  const subject = withoutShapes(body.subject);
  const { line, column } = place;
  const found = site(resolveFile(place.file), { line, column, subject, kind: 'any' });
  return found === null ? [] : [{ subject, range: found.range, function: found.function, path: found.path, column }];
}

function finding(
  calls: Calls,
  allocator: Allocator,
  site: Omit<AllocationSite, 'subject'> & { readonly subject: string | null },
  inlined: string | null,
  { package: ofPackage, variant, t }: UnreportedContext,
): Finding {
  const [{ file, line, callee, type, function: symbol }] = calls;
  const said: Unreported = { subject: site.subject, allocator, callee, type, inlined };
  return {
    code: 'allocates',
    package: ofPackage,
    file,
    line,
    column: site.column,
    range: site.range,
    function: site.function || declaredIn(symbol),
    subject: site.subject ?? `runtime.${callee}`,
    message: tidy(allocatesSentence(said, t)),
    reason: allocator === 'goroutine' || allocator === 'defer' ? allocator : 'none',
    path: site.path,
    bytes: null,
    sizeClass: null,
    chain: [],
    callee: null,
    variants: [variant],
    instances: [...new Set(calls.flatMap(call => instanceOf(call.function) ?? []))].sort(),
    confirmed: true,
    stale: false,
    raw: [...new Set(calls.map(({ raw }) => raw))],
  };
}
