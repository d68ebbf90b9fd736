// What the worker of a profile's panel does: a question in, an answer out. The decoded profile stays here; stacks, weights and tables are
// made when a question needs them, and kept until one of another scope comes.
import type { Answer, Filters, Frame, Question, Root, Scope } from '../messages/profileView';
import type { Translate } from '../messages/translate';
import { collectNames, nameTexts } from './answerNames';
import { treeRows } from './callTree';
import { scaleOf } from './difference';
import { distinctStacks, isInlinedFrame, nameOf, type DistinctStacks, type Prefix } from './distinctStacks';
import { layOut, sumOf } from './flame';
import { functionTable, tablePage, type FunctionTable } from './functionTable';
import { groupedBy } from './labels';
import { latest } from './latest';
import { partition, type Partition } from './partition';
import { sandwichPaths, wholePaths, type Paths } from './paths';
import type { Profile } from './profile';
import { scopedView } from './scopedView';
import { matchedValue, matcher, matchingNames } from './search';
import { sourceLine } from './sourceLine';
import { baseSamples } from './table';
import { viewOf } from './view';
import { weigh, type Weights } from './weights';

export interface Answering {
  /** With a base, what `withBase` made. */
  readonly profile: Profile;
  /** Paths of the user's own modules, to tell whose code a function is. */
  readonly modules: readonly string[];
  readonly t: Translate;
}

/** Never throws for a question that is one; what cannot be answered is a `problem`. */
export function answerer({ profile, modules, t }: Answering): (question: Question) => Answer {
  const whole = viewOf(profile);
  const isBase = baseSamples(profile);
  const viewFor = latest<ReturnType<typeof scopedView>>();
  const stacksFor = latest<{ readonly stacks: DistinctStacks; readonly prefix: Prefix | null }>();
  const weightsFor = latest<Weighed>();
  const tableFor = latest<FunctionTable>();
  const pathsFor = {
    whole: latest<Walk>(),
    callers: latest<Walk>(),
    callees: latest<Walk>(),
  };

  return question => {
    const { scope } = question;
    if (scope.sampleType >= profile.sampleTypes.length) return problem();
    const key = JSON.stringify([scope.filters, scope.labels, scope.inlined]);
    const scoped = viewFor(key, () => scopedView(whole, scope));
    if (scoped.kind === 'error') return noExpression(scoped.field, scoped.error);
    const { view } = scoped;
    const stacksKey = `${key} ${scope.groupBy}`;
    const { stacks, prefix } = stacksFor(stacksKey, () => {
      const made = scope.groupBy === '' ? null : groupedBy(profile, scope.groupBy, t('(without {0})', scope.groupBy));
      return { prefix: made, stacks: distinctStacks(view, made) };
    });
    const weightsKey = `${stacksKey} ${scope.sampleType} ${JSON.stringify(scope.comparing)}`;
    const weighed = weightsFor(weightsKey, () => weighedStacks(profile, stacks, isBase, scope));
    const texts = nameTexts(view, prefix?.texts ?? [], modules);
    const frameText = (frame: Frame) => texts.text(nameOf(frame));
    const compares = isBase !== null;
    const walkFor = (root: Root) =>
      pathsFor[root.kind](`${weightsKey} ${root.kind === 'whole' ? '' : root.name}`, () => {
        const paths = root.kind === 'whole' ? wholePaths(stacks) : sandwichPaths(stacks, root.name, root.kind);
        return { paths, parts: partition(paths, weighed.weights) };
      });

    switch (question.kind) {
      case 'flame': {
        const { order, width, span, zoom, root } = question;
        const { paths, parts } = walkFor(root);
        const { weights, total } = weighed;
        const flame = layOut({ paths, weights, parts, compares, text: frameText, order, width, span, zoom });
        const { placeOf, names } = collectNames(texts);
        const place = (frame: Frame) => (frame < 0 ? -1 : placeOf(nameOf(frame)));
        const picture = {
          depth: flame.depth,
          parent: flame.parent,
          name: flame.frame.map(place),
          inlined: Uint8Array.from(flame.frame, frame => (frame >= 0 && isInlinedFrame(frame) ? 1 : 0)),
          merged: flame.merged,
          x: flame.x,
          size: flame.size,
          value: flame.value,
          self: flame.self,
          base: flame.base,
        };
        const shown = flame.value[0] ?? 0;
        const baseShown = flame.base ? (flame.base[0] ?? 0) : null;
        return { kind: 'flame', picture, names: names(), total, shown, baseShown, span: flame.span, zoom: flame.zoom };
      }
      case 'search': {
        const matches = matcher(question.text, question.expression);
        if (matches.kind === 'error') return noExpression('search', matches.error);
        const names =
          question.text === '' ? new Int32Array() : matchingNames(view.frames.names.count, texts.text, matches.test);
        return { kind: 'search', names, value: matchedValue(stacks, weighed.weights, names), shown: weighed.size };
      }
      case 'table': {
        const table = tableFor(weightsKey, () => functionTable(view, scope.sampleType, isBase, weighed.scale));
        const matches = matcher(question.text, question.expression);
        if (matches.kind === 'error') return noExpression('search', matches.error);
        const { rows, count } = tablePage(table, question, texts.text, matches.test);
        const { placeOf, names } = collectNames(texts);
        rows.forEach(placeOf);
        const column = (values: Float64Array) => Float64Array.from(rows, name => values[name]!);
        return {
          kind: 'table',
          names: names(),
          flat: column(table.flat),
          cum: column(table.cum),
          baseFlat: table.baseFlat && column(table.baseFlat),
          baseCum: table.baseCum && column(table.baseCum),
          first: question.first,
          rows: count,
          total: weighed.total,
          shown: weighed.shown,
        };
      }
      case 'tree': {
        const { paths, parts } = walkFor({ kind: 'whole' });
        const { path, first, count } = question;
        const { rows, all } = treeRows({
          parts,
          stacks: paths.order.length,
          compares,
          text: frameText,
          path,
          first,
          count,
        });
        const { placeOf, names } = collectNames(texts);
        return {
          kind: 'tree',
          name: Int32Array.from(rows, ({ frame }) => placeOf(nameOf(frame))),
          names: names(),
          inlined: Uint8Array.from(rows, ({ frame }) => (isInlinedFrame(frame) ? 1 : 0)),
          value: Float64Array.from(rows, ({ value }) => value),
          self: Float64Array.from(rows, ({ self }) => self),
          base: compares ? Float64Array.from(rows, ({ base }) => base) : null,
          children: Int32Array.from(rows, ({ children }) => children),
          first,
          rows: all,
          total: weighed.total,
          shown: weighed.shown,
        };
      }
      case 'source': {
        const { name, path } = question;
        if (name >= view.frames.names.count) return problem();
        const values = profile.values[scope.sampleType]!.values;
        const { file, line, startLine } = sourceLine(view, stacks, values, name, path);
        return { kind: 'source', function: texts.text(name), file, line, startLine };
      }
    }
  };

  function problem(): Answer {
    return { kind: 'problem', field: '', text: t('This is not in the profile any more.') };
  }

  function noExpression(field: keyof Filters | 'search', error: string): Answer {
    return { kind: 'problem', field, text: t('Not a regular expression: {0}', error) };
  }
}

interface Walk {
  readonly paths: Paths;
  readonly parts: Partition;
}

interface Weighed {
  readonly weights: Weights;
  readonly scale: { readonly after: number; readonly before: number };
  /** Before filters, and what they leave; of a comparison, of the profile itself. */
  readonly total: number;
  readonly shown: number;
  /** The width of what they leave. */
  readonly size: number;
}

function weighedStacks(profile: Profile, stacks: DistinctStacks, isBase: Uint8Array | null, scope: Scope): Weighed {
  const { values } = profile.values[scope.sampleType]!;
  const totals = { after: 0, before: 0 };
  for (let sample = 0; sample < profile.sampleCount; sample++) {
    totals[isBase?.[sample] ? 'before' : 'after'] += Math.abs(values[sample]!);
  }
  const scale = scaleOf(scope.comparing, totals.after, totals.before);
  const weights = weigh(stacks, values, isBase, scale);
  const { size, after, before } = sumOf(wholePaths(stacks).order, weights);
  return { weights, scale, total: totals.after * scale.after, shown: isBase ? after : after - before, size };
}
