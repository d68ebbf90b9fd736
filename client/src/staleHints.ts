// Hints that belong to an older text, because the present one does not compile, are drawn faded. An inlay hint has no style of its
// own, so a stale one is taken out of the answer to the editor and drawn as text after its place instead.
import * as vscode from 'vscode';
import type { InlayHintsMiddleware } from 'vscode-languageclient/node';

export interface StaleHints extends vscode.Disposable {
  readonly middleware: Required<Pick<InlayHintsMiddleware, 'provideInlayHints'>>;
  /** Takes away what is drawn, in every editor. */
  clear(): void;
}

export function createStaleHints(): StaleHints {
  const style = vscode.window.createTextEditorDecorationType({
    after: {
      color: new vscode.ThemeColor('escapement.staleHintForeground'),
      fontStyle: 'italic',
      margin: '0 0 0 0.4em',
    },
  });
  /** Documents with something drawn. */
  const drawn = new Set<vscode.TextDocument>();

  const draw = (document: vscode.TextDocument, hints: readonly vscode.InlayHint[]): void => {
    if (hints.length === 0) drawn.delete(document);
    else drawn.add(document);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === document) editor.setDecorations(style, hints.map(decoration));
    }
  };
  const clear = (): void => {
    for (const document of drawn) draw(document, []);
  };
  // Whoever turns the editor's own hints off does not ask for them any more, so nothing else would take these away.
  const listeners = [
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('editor.inlayHints.enabled')) clear();
    }),
    vscode.workspace.onDidCloseTextDocument(document => drawn.delete(document)),
  ];

  return {
    middleware: {
      async provideInlayHints(document, viewPort, token, next) {
        const { version } = document;
        const hints = await next(document, viewPort, token);
        if (!hints || token.isCancellationRequested) return hints;
        if (!hints.some(isStale) && !drawn.has(document)) return hints;
        // Two editors may show different parts of one document, so it is drawn whole. Hints are few, and known already.
        const all = (await next(document, wholeOf(document), token)) ?? [];
        if (!token.isCancellationRequested && document.version === version) draw(document, all.filter(isStale));
        return hints.filter(hint => !isStale(hint));
      },
    },
    clear,
    dispose() {
      vscode.Disposable.from(style, ...listeners).dispose();
    },
  };
}

/** Whether the hint's data (InlayHintData) says so. The client library keeps `data` on the hint, outside its type. */
function isStale(hint: vscode.InlayHint): boolean {
  const data: unknown = 'data' in hint ? hint.data : null;
  return typeof data === 'object' && data !== null && 'stale' in data && data.stale === true;
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

function decoration({ label, position }: vscode.InlayHint): vscode.DecorationOptions {
  const contentText = typeof label === 'string' ? label : label.map(part => part.value).join('');
  return { range: new vscode.Range(position, position), renderOptions: { after: { contentText } } };
}
