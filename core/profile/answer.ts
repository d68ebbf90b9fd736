// What the worker of a profile's panel does: a question in, an answer out. The decoded profile stays here; stacks, weights and tables are
// made when a question needs them, and kept until one of another scope comes.
import type { Answer, Filters, Frame, Question } from '../messages/profileView';
import type { Translate } from '../messages/translate';
import { collectNames, nameTexts, type NameTexts } from './answerNames';
import { treeRows } from './callTree';
import { distinctStacks, isInlinedFrame, nameOf, type DistinctStacks } from './distinctStacks';
import { layOut } from './flame';
import { sortedNames } from './functionTable';
import { groupedBy } from './labels';
import { latest, type Latest } from './latest';
import type { Profile } from './profile';
import { scopedView } from './scopedView';
import { matchedValue, matcher, matchingNames } from './search';
import { sourceLine } from './sourceLine';
import { baseSamples } from './table';
import { viewOf, type View } from './view';
import { weighStacks, type Weighed } from './weighed';

export interface Answering {
  /** With a base, what `withBase` made. */
  readonly profile: Profile;
  /** Paths of the user's own modules, to tell whose code a function is. */
  readonly modules: readonly string[];
  readonly t: Translate;
}

/** What is kept as long as questions are about the same stacks. */
interface Stacked {
  readonly stacks: DistinctStacks;
  readonly texts: NameTexts;
  readonly weighedFor: Latest<Weighed>;
}

/** Never throws for a question that is one; what cannot be answered is a `problem`. */
export function answerer({ profile, modules, t }: Answering): (question: Question) => Answer {
  const whole = viewOf(profile);
  const isBase = baseSamples(profile);
  const viewFor = latest<ReturnType<typeof scopedView>>();
  const stacksFor = latest<Stacked>();

  return question => {
    const { scope } = question;
    if (scope.sampleType >= profile.sampleTypes.length) return problem();
    const key = JSON.stringify([scope.filters, scope.labels, scope.inlined]);
    const scoped = viewFor(key, () => scopedView(whole, scope));
    if (scoped.kind === 'error') return noExpression(scoped.field, scoped.error);
    const { view } = scoped;
    const { stacks, texts, weighedFor } = stacksFor(`${key} ${scope.groupBy}`, () => stacked(view, scope.groupBy));
    const weighed = weighedFor(JSON.stringify([scope.sampleType, scope.comparing]), () =>
      weighStacks(view, stacks, isBase, scope),
    );
    const frameText = (frame: Frame) => texts.text(nameOf(frame));
    const compares = isBase !== null;

    switch (question.kind) {
      case 'flame': {
        const { order, width, span, zoom, root } = question;
        const { paths, parts } = weighed.walk(root);
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
        const matches = matcher(question.text, question.expression);
        if (matches.kind === 'error') return noExpression('search', matches.error);
        const table = weighed.table();
        const { sort, descending, text, expression, first, count } = question;
        const all = weighed.rowsFor(JSON.stringify([sort, descending, text, expression]), () =>
          sortedNames(table, { sort, descending }, texts.text, matches.test),
        );
        const rows = all.slice(first, first + count);
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
          first,
          rows: all.length,
          total: weighed.total,
          shown: weighed.shown,
        };
      }
      case 'tree': {
        const { paths, parts } = weighed.walk({ kind: 'whole' });
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

  function stacked(view: View, groupBy: string): Stacked {
    const prefix = groupBy === '' ? null : groupedBy(profile, groupBy, t('(without {0})', groupBy));
    return {
      stacks: distinctStacks(view, prefix),
      texts: nameTexts(view, prefix?.texts ?? [], modules),
      weighedFor: latest(),
    };
  }

  function problem(): Answer {
    return { kind: 'problem', field: '', text: t('This is not in the profile any more.') };
  }

  function noExpression(field: keyof Filters | 'search', error: string): Answer {
    return { kind: 'problem', field, text: t('Not a regular expression: {0}', error) };
  }
}
