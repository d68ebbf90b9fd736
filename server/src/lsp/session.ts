// One editor's session: what the editor says goes to live analysis, what analysis finds goes to the editor. Handlers look up,
// call core, convert; they decide nothing.
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type CodeAction,
  type CodeLens,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type InlayHint,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { isPoolCode, type Finding, type PoolCode } from '#core/escape/finding';
import { isShown, type ShowOptions } from '#core/escape/shown';
import { isLayoutParams, layoutRequest, type LayoutModel } from '#core/messages/layoutView';
import type { Translate } from '#core/messages/translate';
import {
  analyseRequest,
  benchmarkCommand,
  isBenchmarkParams,
  isToggleParams,
  statusNotification,
  toggleCommand,
  trustNotification,
  type InlayHintData,
} from '#core/messages/protocol';
import { isMeasuredParams, measuredNotification } from '#core/messages/profiling';
import { hoverMarkdown } from '#core/report/markdown';
import type { BenchmarkParts, Benchmarks } from '#server/analysis/benchmarks';
import { measuredAmong } from '#core/report/measuredText';
import type { LiveAnalysis, LiveParts, LiveSettings } from '#server/analysis/live';
import type { LiveLayoutParts, LiveLayouts } from '#server/analysis/liveLayouts';
import { describeProblem } from '#server/analysis/problems';
import type { Clock, Log, Problem } from '#server/analysis/ports';
import type { RefactoringParts } from '#server/analysis/refactor/refactoring';
import type { Refactorings } from '#server/analysis/refactor/refactorings';
import { createDocuments, fileOf } from './documents';
import { benchmarkLenses, runBenchmark } from './features/benchmarkLens';
import { codeActions, codeActionSupport, resolveCodeAction, type CodeActionParts } from './features/codeActions';
import { functionLenses } from './features/functionLens';
import { findingsAt, hover } from './features/hover';
import { layoutHover, layoutLenses, layoutModel, mayNameStruct } from './features/layout';
import { findingsBehind, inlayHints } from './features/inlayHints';
import { profileLenses } from './features/profileLens';
import { createMeasuredLines } from './measured';
import { answerProfiling, type ProfilingPorts } from './profiling';
import { runSafely, signalOf } from './runSafely';
import { readSettings, type Settings } from './settings';
import { statusParams } from './status';
import { createPublisher } from './publisher';
import { createToggles } from './toggles';
import { toMarkdown, type LocationOf } from './toProtocol';

export interface SessionParts {
  readonly connection: Connection;
  readonly log: Log;
  readonly clock: Clock;
  readonly version: string;
  /** The URI of the page about a code. */
  readonly pageOf: (code: PoolCode, locale: string) => string;
  /** Phrases in the language that the editor speaks (`locale` of initialize). */
  readonly translateTo: (locale: string) => Translate;
  readonly createAnalysis: (
    parts: Pick<LiveParts, 'publish' | 'showStatus' | 't'>,
    settings: LiveSettings,
  ) => Promise<LiveAnalysis>;
  /** Asked for after `createAnalysis`. */
  readonly createRefactorings: (
    parts: Pick<RefactoringParts, 't' | 'settings' | 'openTexts' | 'findings'>,
  ) => Refactorings;
  /** Asked for after `createAnalysis`. */
  readonly createBenchmarks: (parts: Pick<BenchmarkParts, 't' | 'settings' | 'openTexts'>) => Benchmarks;
  readonly createLayouts: (parts: Pick<LiveLayoutParts, 'settings' | 'openTexts' | 'onMeasured'>) => LiveLayouts;
  readonly setTrusted: (trusted: boolean) => void;
  readonly profiling: ProfilingPorts;
}

/** What a person can do nothing about, or did so: for the log and the status alone. */
const silent: ReadonlySet<Problem['kind']> = new Set(['not-trusted', 'go-failed', 'in-module-cache']);
/** `…/pkg/mod/example.com/m@v1.2.3/…` */
const inModuleCache = /[\\/]pkg[\\/]mod[\\/].*@v/;

export function startSession(parts: SessionParts): void {
  const { connection, log, clock } = parts;
  const documents = createDocuments();
  let settings: Settings = readSettings(undefined).settings;
  let locale = 'en';
  let t = parts.translateTo(locale);
  /** Analysis needs the grammar, which is loaded once; what the editor says before waits here, in order. */
  let live: LiveAnalysis | null = null;
  let actionParts: CodeActionParts | null = null;
  let benchmarks: Benchmarks | null = null;
  let layouts: LiveLayouts | null = null;
  let waiting: ((live: LiveAnalysis) => void)[] = [];
  let capabilities: InitializeParams['capabilities'] = {};
  /** An editor that gave no settings at the start is asked for them. */
  let hasOptions = false;
  /** The client knows the command behind the lens on a test, which is none of the protocol's. */
  let takesProfiles = false;
  /** The same for the one behind the lens on a struct. */
  let showsLayouts = false;
  const shownProblems = new Set<string>();

  const whenLive = (act: (live: LiveAnalysis) => void): void => {
    if (live) act(live);
    else waiting.push(act);
  };
  const toggles = createToggles();
  const measured = createMeasuredLines(fileOf);
  const measuredOn = (finding: Finding) => measured.at(finding.file, finding.line);
  /** What is shown of a file: by the settings, and by the commands that show more of it. */
  const showFor = (file: string): ShowOptions => {
    const { codes, allocations } = settings.show;
    return { codes: new Set([...codes, ...toggles.codesFor(file)]), allocations };
  };
  const shownOf = (file: string, findings: readonly Finding[]): Finding[] => {
    const show = showFor(file);
    return findings.filter(finding => isShown(finding, show));
  };
  const shown = (file: string): Finding[] => shownOf(file, live?.findings(file) ?? []);
  /** Where callees are declared is looked for when somebody reads of them. */
  const withDeclarations = (findings: readonly Finding[]): Promise<Finding[]> =>
    Promise.all(
      findings.map(async finding => {
        const place = finding.callee && live ? await live.declarationOf(finding) : null;
        return place && finding.callee ? { ...finding, callee: { ...finding.callee, ...place } } : finding;
      }),
    );

  // ---- what analysis says ----

  const locationOf: LocationOf = (file, line, column) => {
    // In a file that is not open the column is taken as it is: exact where only ASCII stands before it.
    const character = documents.linesOf(file)?.characterOfColumn(line - 1, column) ?? Math.max(0, column - 1);
    const at = { line: line - 1, character };
    return { uri: documents.uriOf(file), range: { start: at, end: at } };
  };
  /** The page about a finding's code, in the editor's language. */
  const page = ({ code }: Finding): string | null => (isPoolCode(code) ? parts.pageOf(code, locale) : null);
  const link = (file: string, line: number, column: number): string => {
    const { character } = locationOf(file, line, column).range.start;
    return `${URI.file(file).toString()}#L${line},${character + 1}`;
  };

  const { publish, refreshHints, refreshLenses, ...publisher } = createPublisher({
    connection,
    documents,
    log,
    clock,
    session: () => ({ settings, capabilities, t }),
    shownOf,
    locationOf,
    page,
  });

  /** Told once, not once per file or per keystroke, until something works again. */
  function tellProblem(problem: Problem, file: string): void {
    const { text, remedy } = describeProblem(problem, t);
    if (shownProblems.has(text)) return;
    shownProblems.add(text);
    log.warn(`${text} ${remedy}`);
    // Who only reads a dependency need not mend it.
    const isTold = problem.kind === 'go-missing' || !inModuleCache.test(file);
    if (isTold && !silent.has(problem.kind)) {
      void connection.window.showWarningMessage(`Escapement: ${text} ${remedy}`);
    }
  }

  // ---- settings ----

  function configure(section: unknown): void {
    const read = readSettings(section);
    settings = read.settings;
    for (const problem of read.problems) log.warn(problem);
    applySettings();
  }

  function applySettings(): void {
    whenLive(live => {
      live.configure({ ...settings.live, codes: [...new Set([...settings.live.codes, ...toggles.all()])] });
      for (const document of documents.all()) {
        const file = fileOf(document.uri);
        if (file !== null) publish(file, undefined, live.findings(file));
      }
    });
  }

  const canPull = (): boolean => capabilities.workspace?.configuration === true;
  const pull = async (): Promise<void> => configure(await connection.workspace.getConfiguration('escapement'));

  const openTexts = (): ReadonlyMap<string, string> =>
    new Map([...documents.all()].map(document => [fileOf(document.uri) ?? '', document.getText()] as const));

  // ---- refactorings ----

  function createActionParts(live: LiveAnalysis): CodeActionParts {
    const refactorings = parts.createRefactorings({
      t,
      settings: () => ({ go: settings.live.go, goarch: settings.layout.goarch, poolPut: settings.poolPut }),
      openTexts,
      findings: file => live.findings(file),
    });
    const openOf: CodeActionParts['openOf'] = file => {
      const document = documents.get(file);
      return document && { file, text: document.getText(), version: document.version };
    };
    return {
      refactorings,
      support: codeActionSupport(capabilities),
      t,
      documentOf: uri => {
        const file = fileOf(uri);
        return file === null ? null : openOf(file);
      },
      uriOf: documents.uriOf,
      openOf,
      tell: text => connection.window.showInformationMessage(`Escapement: ${text}`),
    };
  }

  // ---- what the editor says ----

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    capabilities = params.capabilities;
    locale = params.locale ?? 'en';
    t = parts.translateTo(locale);
    const options: unknown = params.initializationOptions;
    hasOptions = typeof options === 'object' && options !== null;
    const own = {
      trusted: undefined,
      takesProfiles: undefined,
      showsLayouts: undefined,
      ...(typeof options === 'object' ? options : {}),
    };
    parts.setTrusted(own.trusted !== false);
    takesProfiles = own.takesProfiles === true;
    showsLayouts = own.showsLayouts === true;
    const read = readSettings(options);
    settings = read.settings;
    for (const problem of read.problems) log.warn(problem);
    live = await parts.createAnalysis(
      {
        t,
        publish,
        showStatus: (file, status) => {
          if (status.kind === 'problem') tellProblem(status.problem, file);
          else if (status.kind === 'idle') shownProblems.clear();
          void connection.sendNotification(statusNotification, statusParams(documents.uriOf(file), status, t));
        },
      },
      settings.live,
    );
    actionParts = createActionParts(live);
    benchmarks = parts.createBenchmarks({ t, settings: () => settings.live.go, openTexts });
    layouts = parts.createLayouts({
      settings: () => ({ go: settings.live.go, goarch: settings.layout.goarch }),
      openTexts,
      onMeasured: refreshLenses,
    });
    for (const act of waiting) act(live);
    waiting = [];
    return {
      serverInfo: { name: 'escapement', version: parts.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        inlayHintProvider: { resolveProvider: true },
        codeLensProvider: {},
        codeActionProvider: { codeActionKinds: [...actionParts.refactorings.kinds], resolveProvider: true },
        executeCommandProvider: { commands: [toggleCommand, benchmarkCommand] },
      },
    };
  });

  connection.onInitialized(async () => {
    const { workspace } = capabilities;
    if (!hasOptions && canPull()) await pull();
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = ['**/*.go', '**/go.mod', '**/go.sum', '**/go.work'].map(globPattern => ({ globPattern }));
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'escapement' });
    }
  });

  connection.onDidChangeConfiguration(async params => {
    await runSafely({ log, name: 'didChangeConfiguration', fallback: undefined }, async () => {
      const pushed: unknown = params.settings;
      if (typeof pushed === 'object' && pushed !== null && 'escapement' in pushed) configure(pushed.escapement);
      else if (canPull()) await pull();
    });
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) =>
    whenLive(live => {
      const opened = uri.endsWith('.go') ? documents.open(uri, version, text) : null;
      if (opened) live.open(opened.file, version, text);
    }),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    whenLive(live => {
      const changed = documents.change(uri, version, contentChanges);
      if (changed) live.change(changed.file, version, changed.text, changed.changes);
    }),
  );
  connection.onDidSaveTextDocument(({ textDocument }) =>
    whenLive(live => {
      const file = fileOf(textDocument.uri);
      if (file !== null) live.save(file);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument }) =>
    whenLive(live => {
      const closed = documents.close(textDocument.uri);
      if (!closed) return;
      live.close(closed.file);
      layouts?.close(closed.file);
      publisher.close(closed.file, textDocument.uri);
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    whenLive(live => {
      const files = changes.flatMap(({ uri }) => fileOf(uri) ?? []);
      // What is open is known from the editor, saved or not.
      if (files.some(file => documents.get(file) === null)) layouts?.forget();
      live.changedOnDisk(files);
    }),
  );

  connection.onHover(({ textDocument, position }, token) =>
    runSafely({ log, name: 'hover', fallback: null, token }, async () => {
      const file = fileOf(textDocument.uri);
      if (file === null) return null;
      const text = documents.get(file)?.getText() ?? '';
      if (mayNameStruct(text, position)) {
        const measured = await layouts?.measure(file, signalOf(token));
        const told = measured && layoutHover(measured, position, t);
        if (told) return told;
      }
      // Who asks for the reason gets it, even if it is still being worked out.
      const before = findingsAt(shown(file), position);
      if (before.some(({ unexplained }) => unexplained)) await live?.explained(file, before);
      const here = await withDeclarations(findingsAt(shown(file), position));
      return hover({ here, all: live?.findings(file) ?? [] }, position, { t, link, page, measured: measuredOn });
    }),
  );
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    runSafely<InlayHint[]>({ log, name: 'inlayHint', fallback: [], token }, () => {
      const file = fileOf(textDocument.uri);
      return file === null || !settings.inlayHints
        ? []
        : inlayHints(shown(file), range, { uri: textDocument.uri, t, measured: measuredOn });
    }),
  );
  connection.languages.inlayHint.resolve((hint, token) =>
    runSafely<InlayHint>({ log, name: 'inlayHint/resolve', fallback: hint, token }, async () => {
      const { uri } = hint.data as InlayHintData;
      const file = fileOf(uri);
      if (file === null) return hint;
      const before = findingsBehind(shown(file), hint);
      if (before.some(({ unexplained }) => unexplained)) await live?.explained(file, before);
      const behind = await withDeclarations(findingsBehind(shown(file), hint));
      if (behind.length === 0) return hint;
      const parts = [measuredAmong(behind, { t, measured: measuredOn }), hoverMarkdown(behind, { t, link, page })];
      return { ...hint, tooltip: toMarkdown(parts.filter(part => part !== '').join('\n\n---\n\n')) };
    }),
  );

  connection.onCodeAction((params, token) =>
    runSafely<CodeAction[]>({ log, name: 'codeAction', fallback: [], token }, () =>
      actionParts ? codeActions(params, actionParts, signalOf(token)) : [],
    ),
  );
  connection.onCodeActionResolve((action, token) =>
    runSafely<CodeAction>({ log, name: 'codeAction/resolve', fallback: action, token }, () =>
      actionParts ? resolveCodeAction(action, actionParts, signalOf(token)) : action,
    ),
  );

  connection.onCodeLens(({ textDocument }, token) =>
    runSafely<CodeLens[]>({ log, name: 'codeLens', fallback: [], token }, () => {
      const file = fileOf(textDocument.uri);
      if (file === null || !live) return [];
      return [
        ...(settings.functionLens ? functionLenses(live.findings(file), t) : []),
        ...(settings.profileLens && takesProfiles ? profileLenses(live.testFunctions(file), textDocument.uri, t) : []),
        ...lensesOnStructs(file, textDocument.uri),
        ...lensesOnBenchmarks(file, textDocument.uri),
      ];
    }),
  );
  function lensesOnBenchmarks(file: string, uri: string): CodeLens[] {
    const text = documents.get(file)?.getText();
    return text === undefined ? [] : benchmarkLenses(benchmarks?.lenses(file, text) ?? [], uri);
  }
  function lensesOnStructs(file: string, uri: string): CodeLens[] {
    const { hint } = settings.layout;
    const text = documents.get(file)?.getText();
    const found = hint === 'off' || text === undefined || settings.live.run === 'manual' ? null : layouts?.known(file);
    if (!found || text === undefined) return [];
    return layoutLenses(found, { text, uri, hint, canShow: showsLayouts, t });
  }
  connection.onExecuteCommand(({ command, arguments: [params] = [] as unknown[] }, token) =>
    runSafely<boolean | string | null>({ log, name: 'executeCommand', fallback: null, token }, async () => {
      if (command === benchmarkCommand && isBenchmarkParams(params) && benchmarks) {
        const open = actionParts?.documentOf(params.uri);
        if (!open) return null;
        const said = await runBenchmark({ connection, benchmarks, t }, { ...open, name: params.name });
        refreshLenses();
        return said;
      }
      if (command !== toggleCommand || !isToggleParams(params)) return null;
      const file = fileOf(params.uri);
      if (file === null) return null;
      const isShownNow = toggles.toggle(file, params);
      applySettings();
      return isShownNow;
    }),
  );

  // ---- our own messages ----

  connection.onRequest(analyseRequest, ({ uri }, token) =>
    runSafely({ log, name: 'analyse', fallback: null, token }, async () => {
      await live?.analyse(uri === null ? null : fileOf(uri));
      return null;
    }),
  );
  connection.onRequest(layoutRequest, (params: unknown, token) =>
    runSafely<LayoutModel | null>({ log, name: 'layout', fallback: null, token }, async () => {
      const file = isLayoutParams(params) ? fileOf(params.uri) : null;
      if (file === null || !isLayoutParams(params) || !layouts) return null;
      const signal = signalOf(token);
      // All architectures are told in a second answer, where the first standard library still has to be compiled for them.
      const measured = params.wait ? await layouts.judge(file, signal) : await layouts.measure(file, signal);
      return measured && layoutModel(measured, params, t);
    }),
  );
  connection.onNotification(trustNotification, ({ trusted }) => {
    parts.setTrusted(trusted);
    if (!trusted) return;
    layouts?.forget();
    live?.analyseAll();
  });

  connection.onNotification(measuredNotification, (params: unknown) => {
    if (!isMeasuredParams(params)) return;
    measured.take(params);
    refreshHints();
  });
  answerProfiling({ connection, log, ports: parts.profiling, t: () => t, settings: () => settings.live.go });

  connection.onShutdown(() => {
    publisher.dispose();
    live?.dispose();
    layouts?.dispose();
  });
  connection.listen();
}
