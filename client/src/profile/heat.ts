// "Show in code": what a profile measured, at the ends of the lines of every visible Go file and in the overview ruler. Decorations after
// the text: nothing moves. Where a file is newer than the profile its numbers are faded, and say why. What an allocation profile measured
// goes to the language server, too, whose hints then carry it.
import * as vscode from 'vscode';
import type { Scope } from '#core/messages/profileView';
import type { MeasuredFile, MeasuredParams } from '#core/messages/profiling';
import { t } from '../translate';
import type { ProfileDocument } from './document';
import { gaps, lineTexts, type LineText } from './heatText';
import { lastName } from './lastName';
import type { Sources } from './sources';
import type { FileHeat, Heat } from './workerMessages';

export interface HeatParts {
  readonly sources: Sources;
  readonly sendMeasured: (params: MeasuredParams) => void;
  readonly log: vscode.LogOutputChannel;
}

export interface HeatView extends vscode.Disposable {
  /** Replaces what is shown of another profile. */
  show(document: ProfileDocument, scope: Scope): Promise<void>;
  hide(): void;
  /** Which profile is shown. */
  shown(): ProfileDocument | null;
  readonly onChange: vscode.Event<void>;
}

interface Shown {
  readonly document: ProfileDocument;
  readonly scope: Scope;
  /** The type of the samples: with another file, or compared with one, it may have another number. */
  readonly type: string;
  readonly takenAt: number | null;
}

/** While somebody types the numbers move with their lines; asked anew a moment after. */
const rest = 400;

export function createHeat({ sources, sendMeasured, log }: HeatParts): HeatView {
  const styles = heatStyles();
  const changes = new vscode.EventEmitter<void>();
  let shown: Shown | null = null;
  /** Of what is shown: read again, it has other numbers. */
  let following: vscode.Disposable | null = null;
  let pause: NodeJS.Timeout | undefined;
  /** Drawing waits for the worker: only the newest may draw. */
  let round = 0;
  /** What was asked for last is what is shown. */
  let entering = 0;

  const clear = (): void => {
    for (const editor of vscode.window.visibleTextEditors) {
      for (const style of Object.values(styles)) editor.setDecorations(style, []);
    }
  };
  const draw = async (): Promise<void> => {
    const now = shown;
    const mine = ++round;
    if (!now) return;
    const documents = goDocuments();
    const names = [...new Set(documents.map(({ uri }) => lastName(uri.path)))];
    const heat = names.length === 0 ? null : await now.document.heat(now.scope, names);
    if (mine !== round) return;
    const measured: MeasuredFile[] = [];
    for (const document of documents) {
      const files = heat ? await filesOf(document, heat, sources) : [];
      if (mine !== round) return;
      const isOlder = files.length > 0 && (await isNewer(document, now.takenAt));
      if (mine !== round) return;
      drawDocument(document, { heat, files, isOlder, profile: now.document.name }, styles);
      measured.push(...measuredOf(document, files, isOlder));
    }
    sendMeasured({ profile: now.document.name, files: measured });
  };
  const drawSoon = (delay: number): void => {
    if (!shown) return;
    clearTimeout(pause);
    pause = setTimeout(() => void draw().catch((error: unknown) => log.error(String(error))), delay);
  };
  const listeners = vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(() => drawSoon(0)),
    vscode.workspace.onDidOpenTextDocument(document => {
      if (isGo(document)) drawSoon(0);
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (isGo(document) && contentChanges.length > 0) drawSoon(rest);
    }),
    vscode.workspace.onDidSaveTextDocument(document => {
      if (isGo(document)) drawSoon(0);
    }),
  );
  const enter = (next: Shown | null): void => {
    shown = next;
    following?.dispose();
    following = next && next.document.onEvent(({ kind }) => void (kind === 'state' && follow(next)));
    void vscode.commands.executeCommand('setContext', 'escapement.profileInCode', next !== null);
    changes.fire();
  };
  const hide = (): void => {
    entering++;
    if (!shown) return;
    round++;
    clearTimeout(pause);
    enter(null);
    clear();
    sendMeasured({ profile: '', files: [] });
  };

  const enterWith = async ({ document, scope, type }: Omit<Shown, 'takenAt'>): Promise<void> => {
    const mine = ++entering;
    const takenAt = await document.takenAt();
    if (mine !== entering) return;
    enter({ document, scope, type, takenAt });
    drawSoon(0);
  };
  /** What is shown is being read again (its numbers stay until that is done), has been, or is compared with something. */
  const follow = ({ document, scope, type }: Shown): void => {
    const state = document.state();
    if (state.kind === 'opening') return;
    const sampleType = state.kind === 'opened' ? state.facts.sampleTypes.findIndex(other => other.type === type) : -1;
    if (sampleType < 0) return hide();
    void enterWith({ document, scope: { ...scope, sampleType }, type });
  };

  return {
    async show(document, scope) {
      const state = document.state();
      const type = state.kind === 'opened' ? state.facts.sampleTypes[scope.sampleType]?.type : undefined;
      if (type !== undefined) await enterWith({ document, scope, type });
    },
    hide,
    shown: () => shown?.document ?? null,
    onChange: changes.event,
    dispose() {
      clearTimeout(pause);
      following?.dispose();
      vscode.Disposable.from(listeners, changes, ...Object.values(styles)).dispose();
    },
  };
}

type Level = LineText['level'] | 'old';

function heatStyles(): Readonly<Record<Level, vscode.TextEditorDecorationType>> {
  const style = (color: string, more: vscode.DecorationRenderOptions = {}): vscode.TextEditorDecorationType =>
    vscode.window.createTextEditorDecorationType({
      ...more,
      after: { color: new vscode.ThemeColor(color), fontStyle: 'normal', ...more.after },
    });
  const ruler = {
    overviewRulerColor: new vscode.ThemeColor('escapement.heatRuler'),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  };
  return {
    hot: style('escapement.hotForeground', { ...ruler, after: { fontWeight: 'bold' } }),
    warm: style('escapement.heatForeground', ruler),
    cool: style('escapement.heatForeground'),
    old: style('escapement.staleHintForeground', { after: { fontStyle: 'italic' } }),
  };
}

interface Drawn {
  readonly heat: Heat | null;
  readonly files: readonly FileHeat[];
  readonly isOlder: boolean;
  readonly profile: string;
}

function drawDocument(
  document: vscode.TextDocument,
  { heat, files, isOlder, profile }: Drawn,
  styles: Readonly<Record<Level, vscode.TextEditorDecorationType>>,
): void {
  const texts = heat ? lineTexts(files, heat).filter(({ line }) => line <= document.lineCount) : [];
  for (const editor of vscode.window.visibleTextEditors.filter(editor => editor.document === document)) {
    const tabSize = typeof editor.options.tabSize === 'number' ? editor.options.tabSize : 4;
    const lines = texts.map(({ line }) => document.lineAt(line - 1));
    const margins = gaps(
      lines.map(({ text }) => text),
      tabSize,
    );
    const byLevel: Record<Level, vscode.DecorationOptions[]> = { hot: [], warm: [], cool: [], old: [] };
    texts.forEach((text, index) => {
      const { end } = lines[index]!.range;
      byLevel[isOlder ? 'old' : text.level].push({
        range: new vscode.Range(end, end),
        hoverMessage: hoverOf(text, { isOlder, profile }),
        renderOptions: { after: { contentText: text.text, margin: `0 0 0 ${margins[index]}ch` } },
      });
    });
    for (const level of ['hot', 'warm', 'cool', 'old'] as const) editor.setDecorations(styles[level], byLevel[level]);
  }
}

function hoverOf(
  { flat, cum }: LineText,
  { isOlder, profile }: Pick<Drawn, 'isOlder' | 'profile'>,
): vscode.MarkdownString {
  const message = new vscode.MarkdownString();
  message.appendText(t('{0}: this line itself {1}, with what it calls {2}.', profile, flat, cum));
  if (isOlder) message.appendText(`\n${t('The file is newer than the profile: its lines may have moved.')}`);
  return message;
}

const isGo = ({ languageId }: vscode.TextDocument): boolean => languageId === 'go';

/** Those that somebody sees. */
function goDocuments(): vscode.TextDocument[] {
  return [...new Set(vscode.window.visibleTextEditors.map(({ document }) => document))].filter(isGo);
}

async function filesOf(document: vscode.TextDocument, heat: Heat, sources: Sources): Promise<FileHeat[]> {
  const found: FileHeat[] = [];
  for (const file of heat.files) {
    if (!file.file.replaceAll('\\', '/').endsWith(`/${lastName(document.uri.path)}`)) continue;
    if (await sources.isIn(file, document.uri, () => document.getText())) found.push(file);
  }
  return found;
}

/** Whether the text is another one than the profiled program was built from, as far as times tell. */
async function isNewer(document: vscode.TextDocument, takenAt: number | null): Promise<boolean> {
  if (document.isDirty) return true;
  if (takenAt === null) return false;
  try {
    return (await vscode.workspace.fs.stat(document.uri)).mtime > takenAt;
  } catch {
    return false;
  }
}

function measuredOf(document: vscode.TextDocument, files: readonly FileHeat[], isOlder: boolean): MeasuredFile[] {
  const lines = new Map<number, { bytes: number; objects: number }>();
  for (const { line, bytes, objects } of files) {
    if (!bytes || !objects) continue;
    line.forEach((number, index) => {
      if (number > document.lineCount) return;
      const sum = lines.get(number) ?? { bytes: 0, objects: 0 };
      lines.set(number, { bytes: sum.bytes + bytes[index]!, objects: sum.objects + objects[index]! });
    });
  }
  const measured = [...lines].filter(([, { bytes }]) => bytes > 0).map(([line, sums]) => ({ line, ...sums }));
  return measured.length === 0 ? [] : [{ uri: document.uri.toString(), isOlder, lines: measured }];
}
