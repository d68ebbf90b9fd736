// What an editor asks: hovers, hints, lenses, actions, commands, and our own requests. Each looks up, calls core or analysis, and
// converts; nothing is decided here.
import type { CodeAction, CodeLens, Connection, Hover, InlayHint } from 'vscode-languageserver/node';
import type { Finding } from '#core/escape/finding';
import { isLayoutParams, layoutRequest, type LayoutModel } from '#core/messages/layoutView';
import {
  analyseRequest,
  benchmarkCommand,
  isBenchmarkParams,
  isToggleParams,
  toggleCommand,
  type InlayHintData,
  type ToggleParams,
} from '#core/messages/protocol';
import type { Translate } from '#core/messages/translate';
import { hoverMarkdown } from '#core/report/markdown';
import { measuredAmong } from '#core/report/measuredText';
import type { Benchmarks } from '#server/analysis/benchmarks';
import type { LiveAnalysis } from '#server/analysis/live';
import type { LiveLayouts } from '#server/analysis/liveLayouts';
import type { Log } from '#server/analysis/ports';
import { fileOf, type Documents } from './documents';
import { benchmarkLenses, runBenchmark } from './features/benchmarkLens';
import { codeActions, resolveCodeAction, type CodeActionParts } from './features/codeActions';
import { functionLenses } from './features/functionLens';
import { findingsAt, hover, type HoverOptions } from './features/hover';
import { findingsBehind, inlayHints } from './features/inlayHints';
import { layoutHover, layoutLenses, layoutModel, mayNameStruct } from './features/layout';
import { profileLenses } from './features/profileLens';
import { runSafely, signalOf } from './runSafely';
import type { Settings } from './settings';
import { toMarkdown } from './toProtocol';

/** What works for a session from its `initialize` on. */
export interface Engines {
  readonly live: LiveAnalysis;
  readonly actions: CodeActionParts;
  readonly benchmarks: Benchmarks;
  readonly layouts: LiveLayouts;
}

export interface AnswerParts {
  readonly connection: Connection;
  readonly log: Log;
  readonly documents: Documents;
  /** Null before `initialize`. */
  readonly engines: () => Engines | null;
  /** As it is now. */
  readonly session: () => {
    readonly settings: Settings;
    readonly t: Translate;
    /** The client knows the command behind the lens on a test, and on a struct, which are none of the protocol's. */
    readonly takesProfiles: boolean;
    readonly showsLayouts: boolean;
  };
  /** The findings of a file that its reader is to see. */
  readonly shown: (file: string) => Finding[];
  readonly hoverLinks: Omit<HoverOptions, 't'>;
  readonly refreshLenses: () => void;
  /** Shows more of a file, or less again. True: more. */
  readonly toggle: (file: string, params: ToggleParams) => boolean;
}

export function answerEditor(parts: AnswerParts): void {
  const { connection, log, documents, engines, session, shown, hoverLinks, refreshLenses } = parts;

  connection.onHover(({ textDocument, position }, token) =>
    runSafely<Hover | null>({ log, name: 'hover', fallback: null, token }, async () => {
      const file = fileOf(textDocument.uri);
      const here = engines();
      if (file === null || !here) return null;
      const { t } = session();
      const text = documents.get(file)?.getText() ?? '';
      if (mayNameStruct(text, position)) {
        const measured = await here.layouts.measure(file, signalOf(token));
        const told = measured && layoutHover(measured, position, t);
        if (told) return told;
      }
      const findings = await explained(file, here.live, () => findingsAt(shown(file), position));
      return hover({ here: findings, all: here.live.findings(file) }, position, { t, ...hoverLinks });
    }),
  );
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    runSafely<InlayHint[]>({ log, name: 'inlayHint', fallback: [], token }, () => {
      const file = fileOf(textDocument.uri);
      const { settings, t } = session();
      if (file === null || !settings.inlayHints) return [];
      return inlayHints(shown(file), range, { uri: textDocument.uri, t, measured: hoverLinks.measured });
    }),
  );
  connection.languages.inlayHint.resolve((hint, token) =>
    runSafely<InlayHint>({ log, name: 'inlayHint/resolve', fallback: hint, token }, async () => {
      const { uri } = hint.data as InlayHintData;
      const file = fileOf(uri);
      const here = engines();
      if (file === null || !here) return hint;
      const behind = await explained(file, here.live, () => findingsBehind(shown(file), hint));
      if (behind.length === 0) return hint;
      const options = { t: session().t, ...hoverLinks };
      const told = [measuredAmong(behind, options), hoverMarkdown(behind, options)].filter(part => part !== '');
      return { ...hint, tooltip: toMarkdown(told.join('\n\n---\n\n')) };
    }),
  );

  connection.onCodeAction((params, token) =>
    runSafely<CodeAction[]>({ log, name: 'codeAction', fallback: [], token }, () => {
      const here = engines();
      return here ? codeActions(params, here.actions, signalOf(token)) : [];
    }),
  );
  connection.onCodeActionResolve((action, token) =>
    runSafely<CodeAction>({ log, name: 'codeAction/resolve', fallback: action, token }, () => {
      const here = engines();
      return here ? resolveCodeAction(action, here.actions, signalOf(token)) : action;
    }),
  );

  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    runSafely<CodeLens[]>({ log, name: 'codeLens', fallback: [], token }, () => {
      const file = fileOf(uri);
      const here = engines();
      return file === null || !here ? [] : lenses(file, uri, here);
    }),
  );
  function lenses(file: string, uri: string, { live, layouts, benchmarks }: Engines): CodeLens[] {
    const { settings, t, takesProfiles, showsLayouts } = session();
    const { hint } = settings.layout;
    const text = documents.get(file)?.getText();
    const isAsked = hint !== 'off' && text !== undefined && settings.live.run !== 'manual';
    const known = isAsked ? layouts.known(file) : null;
    return [
      ...(settings.functionLens ? functionLenses(live.findings(file), t) : []),
      ...(settings.profileLens && takesProfiles ? profileLenses(live.testFunctions(file), uri, t) : []),
      ...(known && isAsked ? layoutLenses(known, { text, uri, hint, canShow: showsLayouts, t }) : []),
      ...(text === undefined ? [] : benchmarkLenses(benchmarks.lenses(file, text), uri)),
    ];
  }

  connection.onExecuteCommand(({ command, arguments: [params] = [] as unknown[] }, token) =>
    runSafely<boolean | string | null>({ log, name: 'executeCommand', fallback: null, token }, async () => {
      const here = engines();
      if (command === benchmarkCommand && isBenchmarkParams(params) && here) {
        const open = here.actions.documentOf(params.uri);
        if (!open) return null;
        const { benchmarks } = here;
        const said = await runBenchmark({ connection, benchmarks, t: session().t }, { ...open, name: params.name });
        refreshLenses();
        return said;
      }
      if (command !== toggleCommand || !isToggleParams(params)) return null;
      const file = fileOf(params.uri);
      return file === null ? null : parts.toggle(file, params);
    }),
  );

  connection.onRequest(analyseRequest, ({ uri }, token) =>
    runSafely({ log, name: 'analyse', fallback: null, token }, async () => {
      await engines()?.live.analyse(uri === null ? null : fileOf(uri));
      return null;
    }),
  );
  connection.onRequest(layoutRequest, (params: unknown, token) =>
    runSafely<LayoutModel | null>({ log, name: 'layout', fallback: null, token }, async () => {
      const file = isLayoutParams(params) ? fileOf(params.uri) : null;
      const layouts = engines()?.layouts;
      if (file === null || !isLayoutParams(params) || !layouts) return null;
      const signal = signalOf(token);
      // All architectures are told in a second answer, where the first standard library still has to be compiled for them.
      const measured = params.wait ? await layouts.judge(file, signal) : await layouts.measure(file, signal);
      return measured && layoutModel(measured, params, session().t);
    }),
  );
}

/** Who asks for the reason gets it, even if it is still being worked out; and where callees are declared. */
async function explained(
  file: string,
  live: LiveAnalysis,
  findings: () => readonly Finding[],
): Promise<readonly Finding[]> {
  const before = findings();
  if (before.some(({ unexplained }) => unexplained)) await live.explained(file, before);
  return Promise.all(
    findings().map(async finding => {
      const place = finding.callee ? await live.declarationOf(finding) : null;
      return place && finding.callee ? { ...finding, callee: { ...finding.callee, ...place } } : finding;
    }),
  );
}
